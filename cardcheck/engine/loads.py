"""What becomes of a repository when it is loaded: a card with facts in, the plan, and where the viewer differs, out."""

from cardcheck.model.card import Card
from cardcheck.model.facts import FileList, RepoFacts, Unavailable
from cardcheck.model.load import LoadPlan
from cardcheck.model.text import Span


def load_plan(card: Card, facts: RepoFacts, repo: str | None) -> LoadPlan | None:
    """Tell what becomes of the repository, where its files are known."""
    if not isinstance(facts.files, FileList):
        return None
    from cardcheck.loading.plan import plan_load
    from cardcheck.parsing.yaml.tree import read_yaml

    extra = facts.files.texts.get(".huggingface.yaml")
    standalone = None if extra is None else read_yaml(extra, Span(0, len(extra)))
    return plan_load(card.metadata, facts, repo, standalone)


def disagreements(plan: LoadPlan | None, facts: RepoFacts) -> tuple[str, ...]:
    """Tell where the plan and the viewer differ, where both are known."""
    if plan is None or isinstance(facts.viewer, Unavailable):
        return ()
    from cardcheck.loading import compare_viewer

    return tuple(compare_viewer.disagreements(plan, facts.viewer))
