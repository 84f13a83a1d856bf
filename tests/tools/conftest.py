"""Chores as modules: each module of tests names its own by `TOOL`, and reaches it as `tool`."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def tool(request: pytest.FixtureRequest) -> ModuleType:
    path = request.module.TOOL
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # What a chore sends to other processes is found by its name.
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module
