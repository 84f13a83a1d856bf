"""The fact `viewer`: what the dataset viewer makes of a repository on the Hub. Only the Hub has one to ask."""

from __future__ import annotations

from cardcheck.model.hub import Viewer


def from_hub(repo: str) -> Viewer:
    """Ask the viewer; a fault of the Hub is a `HubError`. It answers for the main branch, whatever the revision."""
    from cardcheck.hub.viewer import ask_viewer

    return ask_viewer(repo)
