"""A rate limit as the Hub keeps it: so many requests in a window of time, told in the headers of every answer."""

from __future__ import annotations

import math
import threading
import time

from .exchange import Answer, error


class Quota:
    """So many requests in so many seconds, then 429 until the window is over.

    Headers as in https://huggingface.co/docs/hub/rate-limits
    """

    def __init__(self, requests: int, seconds: float) -> None:
        self._requests = requests
        self._seconds = seconds
        self._left = requests
        self._ends = 0.0
        self._lock = threading.Lock()

    def take(self) -> tuple[Answer | None, dict[str, str]]:
        """Count a request: the refusal, if it is one too many, and what every answer tells."""
        with self._lock:
            now = time.monotonic()
            if now >= self._ends:
                self._left, self._ends = self._requests, now + self._seconds
            self._left -= 1
            wait = math.ceil(self._ends - now)
            told = {
                "RateLimit": f'"api";r={max(0, self._left)};t={wait}',
                "RateLimit-Policy": f'"fixed window";"api";q={self._requests};w={math.ceil(self._seconds)}',
            }
            if self._left >= 0:
                return None, told
        return error(429, None, "We had to rate limit you", {"Retry-After": str(wait)}), told
