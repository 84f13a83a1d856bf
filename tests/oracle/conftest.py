"""The real library, asked in a process of its own."""

from __future__ import annotations

import concurrent.futures
import multiprocessing

import pytest


@pytest.fixture(scope="module")
def library(request):
    """Ask it as a module's `asked` does; it is told to be quiet, and stays so in that process alone."""
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield lambda folder: pool.submit(request.module.asked, folder).result()
