"""Being told to stop: what may be left at once, what is done to its end first, and which signals are heeded."""

import signal

import pytest

from articles.archive.interruption import Terminated, exit_code, stoppable, undisturbed

STOPS = pytest.mark.parametrize(
    ("number", "stop", "code"), [(signal.SIGINT, KeyboardInterrupt, 130), (signal.SIGTERM, Terminated, 143)]
)


def told(number: int, times: int) -> list:
    """How far a command comes that is told to stop while it does what must not be disturbed."""
    done = []
    try:
        with stoppable():
            with undisturbed():
                for _time in range(times):
                    signal.raise_signal(number)
                done.append("one thing")
            done.append("the next")
    except KeyboardInterrupt as stop:
        done.append(type(stop))
    return done


@STOPS
def test_what_must_not_be_disturbed_is_done_to_its_end_unless_a_stop_is_asked_for_twice(number, stop, code):
    before = signal.getsignal(number)
    assert [told(number, times) for times in (0, 1, 2)] == [
        ["one thing", "the next"],
        ["one thing", stop],
        [stop],
    ]
    assert told(number, 0) == ["one thing", "the next"]
    assert (exit_code(stop()), signal.getsignal(number)) == (code, before)


@STOPS
def test_anything_else_is_left_at_once(number, stop, code):
    with pytest.raises(stop), stoppable():
        signal.raise_signal(number)


@STOPS
def test_a_signal_that_is_ignored_stays_ignored(number, stop, code):
    before = signal.signal(number, signal.SIG_IGN)
    try:
        assert told(number, 1) == ["one thing", "the next"]
    finally:
        signal.signal(number, before)
