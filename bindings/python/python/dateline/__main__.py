"""The command ``dateline``: the same as the program of that name."""

from __future__ import annotations

import signal
import sys

from dateline import _native


def main() -> None:
    """Run the command in the arguments of the process, and exit with its code."""
    # the command runs without Python, which would keep Ctrl-C for later
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.main(["dateline", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
