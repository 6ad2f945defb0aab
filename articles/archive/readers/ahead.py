"""Reading ahead: editions are read in other processes while the one before is stored.

Where they do not keep up, the process that stores reads too.

Readers reach neither Django nor a model, so a process that only reads starts quickly and needs no database.
"""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice

from ..report import Notes, Report
from ..sources import open_source

# Another process pays only where there is much to read.
_FEWEST = 8
_AHEAD = 2

# Records and rows hold no cycles, and looking for some takes a tenth of an import's time.
SELDOM = 100_000

_reader: Callable | None = None


def read(reader_of: Callable, source, parts: Iterable, report: Report) -> Iterator:
    """What `reader_of(source)(part, report)` gives for each part, in order; the report hears of all in that order.

    `reader_of` must be a name of a module, and parts must be picklable.
    """
    parts = iter(parts)
    first = list(islice(parts, _FEWEST))
    spare = (os.cpu_count() or 1) - 1
    if len(first) < _FEWEST or not spare or not getattr(source, "location", None):
        reader = reader_of(source)
        for part in (*first, *parts):
            yield reader(part, report)
        return
    with ExitStack() as stack:
        pool = ProcessPoolExecutor(
            min(spare, 4), multiprocessing.get_context("spawn"), _open, (reader_of, source.location)
        )
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        reader = reader_of(source)
        waiting = deque((part, pool.submit(_read, part)) for part in first)
        while waiting:
            _part, future = waiting.popleft()
            while not future.done() and _read_one_here(waiting, reader):
                pass
            try:
                result, notes = future.result()
                for part in islice(parts, _AHEAD if len(waiting) < _FEWEST else 0):
                    waiting.append((part, pool.submit(_read, part)))
            except BrokenProcessPool:
                raise OSError("a process that was reading was ended from outside") from None
            report.hear(notes)
            yield result


def _read_one_here(waiting: deque, reader: Callable) -> bool:
    """Rather than wait, read the first part that no other process has begun; whether there was one."""
    for place, (part, future) in enumerate(waiting):
        if future.cancel():
            notes = Notes()
            here = Future()
            here.set_result((reader(part, notes), notes))
            waiting[place] = part, here
            return True
    return False


def _open(reader_of: Callable, location: str) -> None:
    global _reader
    gc.set_threshold(SELDOM)
    _reader = reader_of(open_source(location))


def _read(part):
    notes = Notes()
    return _reader(part, notes), notes
