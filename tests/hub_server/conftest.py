"""The fake Hub for its own tests."""

from fakehub.fixtures import foreign_host, hub  # noqa: F401
