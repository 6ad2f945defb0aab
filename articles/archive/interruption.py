"""A command that is told to stop ends in order: what it had begun is ended or undone, what it had done is said."""

import contextlib
import os
import signal
import sys
import threading


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM), as by Ctrl-C."""


class _Asked:
    """What the process was asked while it must not be disturbed."""

    undisturbed = False
    waiting: type[KeyboardInterrupt] | None = None


def exit_code(stop: KeyboardInterrupt) -> int:
    """What a shell says of a program that the signal ended."""
    return 128 + (signal.SIGTERM if isinstance(stop, Terminated) else signal.SIGINT)


@contextlib.contextmanager
def stoppable():
    """While inside, SIGTERM raises Terminated as Ctrl-C raises KeyboardInterrupt, but for what is `undisturbed`.

    A signal that whoever started the process has it ignore stays ignored.
    """
    numbers = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    before = {number: signal.getsignal(number) for number in numbers}
    before = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number, frame):
    stop = Terminated if number == signal.SIGTERM else KeyboardInterrupt
    if _Asked.undisturbed and not _Asked.waiting:
        _Asked.waiting = stop
    else:
        raise stop


@contextlib.contextmanager
def undisturbed():
    """What is done inside is done to its end before a stop is raised, unless it is asked for a second time."""
    _Asked.undisturbed = True
    try:
        yield
    finally:
        _Asked.undisturbed = False
        stop, _Asked.waiting = _Asked.waiting, None
    if stop:
        raise stop


def leave_standard_output() -> None:
    """Nobody reads standard output any more: what is still to be written there is thrown away."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
