"""A Hub on loopback for the real `huggingface_hub` client: repositories in, HTTP out; nothing leaves the machine.

Tests say `from fakehub import FakeHub, Repo`; people start `python -m tests.fakehub FOLDER`.
"""

from .hub import TOKEN, USER, FakeHub
from .repos.about import About
from .repos.content import Content
from .repos.repo import Repo

__all__ = ["TOKEN", "USER", "About", "Content", "FakeHub", "Repo"]
