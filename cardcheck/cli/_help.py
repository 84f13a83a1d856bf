"""Help that can be taken in: options of one kind stand together, and those of the command itself come first.

In: a command with its options. Out: what `--help` prints. An option that no section names is one of the command's own.
"""

from __future__ import annotations

import click

_SECTIONS = {
    "Which rules": (
        "config_path",
        "isolated",
        "select",
        "ignore",
        "extend_select",
        "profile",
        "min_confidence",
        "show_settings",
    ),
    "What they look at": ("no_data", "repo_dir", "repo", "require", "is_online", "only_cards", "stdin_filename"),
    "Only what is new": ("base", "baseline", "write_baseline", "prune"),
    "When it fails": ("fail_on", "min_score"),
    "The report": (
        "format_",
        "outputs",
        "show_all",
        "frames",
        "statistics",
        "explain_load",
        "explain_score",
        "docs_url",
        "color",
        "quiet",
        "verbose",
    ),
}
_SECTION_OF = {name: section for section, names in _SECTIONS.items() for name in names}


class SectionedCommand(click.Command):
    """A command whose help lists its options by what they are for."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the command itself, then those that many commands have."""
        records: dict[str, list[tuple[str, str]]] = {section: [] for section in ("Options", *_SECTIONS)}
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx) if isinstance(option, click.Option) else None
            if record is not None:
                records[_SECTION_OF.get(option.name or "", "Options")].append(record)
        for section, lines in records.items():
            if lines:
                with formatter.section(section):
                    formatter.write_dl(lines)
