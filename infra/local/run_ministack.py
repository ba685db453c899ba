"""Runs MiniStack for as long as standard input stays open.

Whoever starts it holds the other end. When that process ends, however it ends, the pipe closes, and this process
goes with its whole group: MiniStack and every function that it runs. So nothing is left behind.
"""

import os
import signal
import sys
import threading


def leave_with_the_starter():
    while os.read(0, 4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=leave_with_the_starter, daemon=True).start()
    from ministack.app import main

    sys.argv = ["ministack"]
    main()
