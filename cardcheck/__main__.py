"""`python -m cardcheck`, and the console script: the last net under the command line."""

from __future__ import annotations

import errno
import gc
import os
import sys

_MANY_OBJECTS = 100_000


def main() -> None:
    """Run the command line; whatever goes wrong is one sentence and exit code 2."""
    # A run makes many small things and few in circles; looking for circles each time there are 700 more takes a tenth.
    gc.set_threshold(_MANY_OBJECTS)
    from cardcheck.cli import cli

    try:
        cli(prog_name="cardcheck")
    except BrokenPipeError:
        # The reader has gone (`| head`); Python must not complain again while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        if os.environ.get("CARDCHECK_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            message = "there is no space left to write to"
        else:
            message = f"internal error: {type(error).__name__}; set CARDCHECK_DEBUG=1 to see where"
        print(f"cardcheck: {message}", file=sys.stderr)  # noqa: T201
        sys.exit(2)


if __name__ == "__main__":
    main()
