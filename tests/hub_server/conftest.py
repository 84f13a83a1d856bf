"""The fake Hub for its own tests, and a way to ask it by the session of the real client."""

import pytest
from fakehub.fixtures import foreign_host, hub  # noqa: F401
from huggingface_hub.utils import build_hf_headers, get_session


@pytest.fixture
def get(hub):  # noqa: F811
    """Ask for a path; keyword arguments are headers, with `_` for `-`."""

    def get(path, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return get_session().get(f"{hub.endpoint}{path}", headers=build_hf_headers(token=False) | named)

    return get
