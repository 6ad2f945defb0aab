"""A command that is told to stop ends in order: what it had begun is undone, what it had done is said."""

import contextlib
import os
import signal
import sys
import threading


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM), as by Ctrl-C."""


def exit_code(stop: KeyboardInterrupt) -> int:
    """What a shell says of a program that the signal ended."""
    return 128 + (signal.SIGTERM if isinstance(stop, Terminated) else signal.SIGINT)


@contextlib.contextmanager
def termination_raised():
    """While inside, SIGTERM raises Terminated, so that everything is left by its way out; the second one kills."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number, frame):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def leave_standard_output() -> None:
    """Nobody reads standard output any more: what is still to be written there is thrown away."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
