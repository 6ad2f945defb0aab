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
from dataclasses import dataclass
from itertools import islice

from ..report import Notes, Report
from ..sources import open_source

# Another process pays only where there is much to read.
_FEWEST = 8
_AHEAD = 2
# Parts that each of them has before it, so that none is ever idle while this one stores.
_BEGUN = 3

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
    workers = min(spare, 4)
    with ExitStack() as stack:
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _open, (reader_of, source.location))
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        reader = reader_of(source)
        waiting = deque(map(_Part, first))
        try:
            while waiting:
                waiting.extend(map(_Part, islice(parts, _AHEAD if len(waiting) < _FEWEST else 0)))
                _hand_out(waiting, pool, _BEGUN * workers)
                while not waiting[0].is_read and (free := next((each for each in waiting if not each.future), None)):
                    free.read_here(reader)
                    _hand_out(waiting, pool, _BEGUN * workers)
                result, notes = waiting.popleft().future.result()
                report.hear(notes)
                yield result
        except BrokenProcessPool:
            raise OSError("a process that was reading was ended from outside") from None


@dataclass
class _Part:
    """A part, and what gives its result once somebody has begun to read it."""

    part: object
    future: Future | None = None

    @property
    def is_read(self) -> bool:
        return bool(self.future and self.future.done())

    def read_here(self, reader: Callable) -> None:
        notes = Notes()
        self.future = Future()
        self.future.set_result((reader(self.part, notes), notes))


def _hand_out(waiting: deque[_Part], pool: ProcessPoolExecutor, most: int) -> None:
    """See that as many parts as `most` are being read, or about to be, in other processes.

    None is handed out that might be taken back: a pool that breaks does not get over one that was cancelled.
    """
    free = [each for each in waiting if not each.future]
    begun = sum(not each.is_read for each in waiting) - len(free)
    for each in free[: max(0, most - begun)]:
        each.future = pool.submit(_read, each.part)


def _open(reader_of: Callable, location: str) -> None:
    global _reader
    gc.set_threshold(SELDOM)
    _reader = reader_of(open_source(location))


def _read(part):
    notes = Notes()
    return _reader(part, notes), notes
