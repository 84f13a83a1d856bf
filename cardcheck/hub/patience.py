"""How long to wait for the Hub: statuses and headers of its answers in, pauses out.

One policy for every request. The clock and the pause are given, so that tests take no time; nothing is random.
"""

import threading
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from cardcheck.regex import expression

RETRIED = frozenset({429, 500, 502, 503, 504})
# The Hub counts requests by windows of five minutes: https://huggingface.co/docs/hub/rate-limits
DEFAULT_SECONDS = 330.0
_TRIES = 5
_TRIES_LIMITED = 10
_LONGEST_PAUSE_SECONDS = 8.0
# So many requests are left to others who use the same token or address, and to those on their way.
_RESERVE = 10
# So many questions in a row without any answer, and no further one to that host is worth waiting for.
_SILENT = 8
# A host that cannot even be reached is tried again after so long; each try may take as long as it takes to connect.
_REST_SECONDS = 10.0

_LEFT = expression(r"[;,\s]r\s*=\s*(\d{1,9})")
_RESET = expression(r"[;,\s]t\s*=\s*(\d{1,9})")


class _Window(NamedTuple):
    left: int
    ends: float


class _Silence(NamedTuple):
    """How many questions in a row a host left unanswered, why the last got no answer at all, and when to try again."""

    questions: int = 0
    reason: str | None = None
    ends: float = 0.0


class Patience:
    """What all requests share: the clock, how long one may wait in all, and what the Hub says is left of its limits.

    `on_wait` is told each pause in seconds before it begins. Threads may share one.
    """

    def __init__(
        self,
        seconds: float = DEFAULT_SECONDS,
        *,
        sleep: Callable[[float], object] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        on_wait: Callable[[float], object] = lambda _: None,
    ) -> None:
        self.seconds = seconds
        self.on_wait = on_wait
        self._sleep = sleep
        self._monotonic = monotonic
        self._now = now
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}
        self._silences: dict[str, _Silence] = {}

    def is_silent(self, host: str) -> bool:
        """Whether a host has long not answered anything."""
        return self._silences.get(host, _Silence()).questions >= _SILENT

    def reason_not_to_ask(self, host: str) -> str | None:
        """Return why a host that is out of reach is left alone for now; None where it may be asked."""
        now = self._monotonic()
        with self._lock:
            silence = self._silences.get(host, _Silence())
            if silence.questions < _SILENT or silence.reason is None:
                return None
            if now < silence.ends:
                return silence.reason
            # Whoever comes first tries for all.
            self._silences[host] = silence._replace(ends=now + _REST_SECONDS)
        return None

    def pause(self, seconds: float) -> None:
        """Wait, and say so before."""
        if seconds > 0:
            self.on_wait(seconds)
            self._sleep(seconds)

    def note(self, scope: str, headers: Mapping[str, str]) -> None:
        """Keep what an answer says of the limit that questions of this scope count against."""
        limit = headers.get("ratelimit", "")
        left, reset = _LEFT.search(limit), _RESET.search(limit)
        with self._lock:
            if left is None or reset is None:
                self._windows.pop(scope, None)
            else:
                self._windows[scope] = _Window(int(left[1]), self._monotonic() + int(reset[1]))

    def note_answer(self, host: str) -> None:
        """Keep that a host answers."""
        with self._lock:
            self._silences.pop(host, None)

    def note_silence(self, host: str, reason: str | None = None) -> None:
        """Keep that a question got no answer in the end; a reason where the host was out of reach altogether."""
        ends = self._monotonic() + _REST_SECONDS
        with self._lock:
            questions = self._silences.get(host, _Silence()).questions
            self._silences[host] = _Silence(questions + 1, reason, ends)

    def brake(self, scope: str) -> None:
        """Wait for the next window where few requests are left in this one; a 429 would cost more."""
        with self._lock:
            window = self._windows.get(scope)
            if window is None:
                return
            self._windows[scope] = window._replace(left=window.left - 1)
        rest = window.ends - self._monotonic()
        if window.left <= _RESERVE and 0 < rest <= self.seconds:
            self.pause(rest + 1)
            with self._lock:
                self._windows.pop(scope, None)

    def asked_pause(self, headers: Mapping[str, str]) -> float | None:
        """Return the seconds that an answer asks to wait, None where it does not say."""
        value = headers.get("retry-after", "").strip()
        if value.isdecimal() and len(value) < 10:
            return float(value)
        if value:
            try:
                return max(0.0, parsedate_to_datetime(value).timestamp() - self._now())
            except (ValueError, OverflowError):
                pass
        limit = headers.get("ratelimit", "")
        left, reset = _LEFT.search(limit), _RESET.search(limit)
        if left is not None and reset is not None and int(left[1]) == 0:
            return float(reset[1]) + 1
        return None


class Waits:
    """The pauses of one question to a host."""

    def __init__(self, patience: Patience, host: str) -> None:
        self._patience = patience
        self._host = host
        self._tries = 0
        self._waited = 0.0

    def is_worth_another(self, status: int | None, headers: Mapping[str, str]) -> bool:
        """Wait until the question may be put again; False where that is not worth it. `status` None: no answer."""
        self._tries += 1
        is_limit = status == 429
        if self._tries >= (_TRIES_LIMITED if is_limit else _TRIES) or (
            not is_limit and self._patience.is_silent(self._host)
        ):
            return False
        asked = self._patience.asked_pause(headers)
        pause = min(2.0 ** (self._tries - 1), _LONGEST_PAUSE_SECONDS) if asked is None else asked
        if self._waited + pause > self._patience.seconds:
            return False
        self._waited += pause
        self._patience.pause(pause)
        return True
