"""What an audit of an owner costs: requests, seconds and memory, against the test Hub with the real client.

    python benchmarks/audit.py [--repositories 1000] [--jobs 8] [--parquet]

The Hub of the tests serves that many generated repositories from this process; `cardcheck audit` runs in one of its
own, so that the peak of its memory is its own. Then it is killed half way and resumed, and run once more where nothing
has changed. Seconds say little on a machine that also plays the Hub.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.fakehub import FakeHub  # noqa: E402
from tests.fakehub.generated import OWNER, generate  # noqa: E402

KINDS = ("html", "csv", "jsonl", "json", "markdown", "text")


class Cost(NamedTuple):
    """What one run took; `status` is its exit code, negative for a signal."""

    status: int
    seconds: float
    megabytes: float


def main() -> None:
    """Run the audits and print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repositories", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=8)
    parser.add_argument("--parquet", action="store_true", help="read the footers of Parquet files too")
    options = parser.parse_args()
    more = ["--jobs", str(options.jobs), *(["--parquet"] if options.parquet else [])]
    with FakeHub(generate(options.repositories)) as hub, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = os.environ | hub.env | {"PYTHONPATH": str(ROOT), "HF_HOME": name, "CARDCHECK_CACHE_DIR": f"{name}/cache"}
        env |= {"SOURCE_DATE_EPOCH": "1795341600"}
        whole = _audited(env, folder, "whole", more)
        _tell("first run", whole, hub, options.repositories)
        hub.log.clear()
        _tell("nothing changed", _audited(env, folder, "whole", more), hub, options.repositories)
        hub.log.clear()
        half = options.repositories // 2
        killed = _audited(env, folder, "killed", more, until=lambda: hub.log.count("/raw/") >= half)
        _tell("killed half way", killed, hub, options.repositories)
        hub.log.clear()
        _tell("and resumed", _audited(env, folder, "killed", more), hub, options.repositories)
        size = (folder / "whole.journal").stat().st_size
        print(f"journal {size / 1e6:.1f} MB, page {(folder / 'whole.html').stat().st_size / 1e6:.1f} MB")
        pairs = {kind: [(folder / f"{name}.{kind}").read_bytes() for name in ("whole", "killed")] for kind in KINDS}
        other = [kind for kind, (whole_one, resumed) in pairs.items() if whole_one != resumed]
        told = f"NO, not {', '.join(other)}" if other else "yes"
        print(f"reports of the resumed audit are those of the whole one: {told}")


def _audited(
    env: Mapping[str, str],
    folder: Path,
    name: str,
    more: list[str],
    until: Callable[[], bool] | None = None,
) -> Cost:
    """Run an audit in a process of its own, to its end or until it is to be killed."""
    args = ["audit", f"hf://datasets/{OWNER}", "--journal", str(folder / f"{name}.journal"), *more]
    for kind in KINDS:
        args += ["--output", f"{kind}={folder / name}.{kind}"]
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "cardcheck", *args], env=env, cwd=folder, stderr=subprocess.DEVNULL
    )
    ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while until is not None and not until() and os.waitid(os.P_PID, process.pid, ended) is None:
        time.sleep(0.01)
    if until is not None:
        process.send_signal(signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(process.returncode, time.monotonic() - begun, usage.ru_maxrss / 1024)


def _tell(what: str, cost: Cost, hub: FakeHub, repositories: int) -> None:
    print(
        f"{what:<16} exit {cost.status:>3}  {len(hub.log):>6,} requests ({len(hub.log) / repositories:.2f} each)"
        f"  {hub.log.bytes_sent() / 1e6:>6.1f} MB received  {cost.seconds:>6.1f} s"
        f"  {repositories / cost.seconds:>6.1f} a second  peak {cost.megabytes:.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
