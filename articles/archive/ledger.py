"""What a run remembers of an archive that may hold millions of files: kept on disk, whatever their number.

Each ledger is a private database of SQLite in a temporary file, which is gone when nobody refers to the ledger any
more, and of which two megabytes lie in memory. Standard library only, so that a reader keeps one in any process. A disk
that is full is an OSError, as with any file.
"""

import pickle
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple


def _as_of_a_file(error: sqlite3.Error) -> OSError:
    return OSError(f"a temporary file cannot be used: {error}")


class _Ledger:
    """A private database with one table."""

    def __init__(self, table: str):
        self._database = sqlite3.connect("", check_same_thread=False)
        # It is never read again by another process, so nothing needs to survive a crash.
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", f"CREATE TABLE {table}"):
            self._do(statement)

    def _do(self, statement: str, *values) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise _as_of_a_file(error) from error

    def _one(self, statement: str, *values):
        """The first row of an answer; None where there is none."""
        return self._do(statement, *values).fetchone()

    def _rows(self, statement: str, *values) -> Iterator[tuple]:
        try:
            yield from self._do(statement, *values)
        except sqlite3.Error as error:
            raise _as_of_a_file(error) from error


def _bytes(text: str) -> bytes:
    """A text as it is ordered and compared in Python; names of files may hold halves of characters."""
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _key(parts: tuple) -> bytes:
    return _bytes("\x00".join(map(str, parts)))


class Names(_Ledger, Collection):
    """Names, each once, in order. Equal to a list of the same."""

    def __init__(self, names: Iterable[str]):
        super().__init__("names (name BLOB PRIMARY KEY) WITHOUT ROWID")
        try:
            self._database.executemany("INSERT OR IGNORE INTO names VALUES (?)", ((_bytes(name),) for name in names))
        except sqlite3.Error as error:
            raise _as_of_a_file(error) from error
        (self._count,) = self._one("SELECT count(*) FROM names")

    def __contains__(self, name) -> bool:
        return self._one("SELECT 1 FROM names WHERE name = ?", _bytes(name)) is not None

    def __iter__(self) -> Iterator[str]:
        return (_text(name) for (name,) in self._rows("SELECT name FROM names ORDER BY name"))

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other) -> bool:
        return list(self) == list(other)

    def __repr__(self) -> str:
        return repr(list(self))


class Shelves(_Ledger):
    """Things put together by a key, a tuple known by its text: those of one key in the order in which they came."""

    def __init__(self):
        super().__init__("shelves (place INTEGER PRIMARY KEY, key BLOB NOT NULL, thing BLOB NOT NULL)")
        self._do("CREATE INDEX by_key ON shelves (key)")

    def add(self, key: tuple, thing) -> None:
        self._do("INSERT INTO shelves (key, thing) VALUES (?, ?)", _key(key), pickle.dumps(thing))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The text of every key, once, in order."""
        for (key,) in self._rows("SELECT DISTINCT key FROM shelves ORDER BY key"):
            yield tuple(_text(key).split("\x00"))

    def of(self, key: tuple) -> list:
        """What stands under a key; nothing under one that was never used."""
        found = self._rows("SELECT thing FROM shelves WHERE key = ? ORDER BY place", _key(key))
        return [pickle.loads(thing) for (thing,) in found]

    def __contains__(self, key: tuple) -> bool:
        return self._one("SELECT 1 FROM shelves WHERE key = ? LIMIT 1", _key(key)) is not None


class Entries(_Ledger, Sequence):
    """Entries in the order in which they came. Equal to a list of the same."""

    def __init__(self):
        super().__init__("entries (place INTEGER PRIMARY KEY, entry BLOB NOT NULL)")
        self._count = 0

    def append(self, entry) -> None:
        self._do("INSERT INTO entries (entry) VALUES (?)", pickle.dumps(entry))
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator:
        """Those that are there at the beginning: more may come meanwhile."""
        found = self._rows("SELECT entry FROM entries WHERE place <= ? ORDER BY place", self._count)
        return (pickle.loads(entry) for (entry,) in found)

    def __getitem__(self, place):
        return list(self)[place]

    def __eq__(self, other) -> bool:
        return list(self) == list(other)

    def __repr__(self) -> str:
        return repr(list(self))


class Tally(_Ledger):
    """How often each of many texts was counted, in the order of their first time."""

    def __init__(self):
        super().__init__("tally (place INTEGER PRIMARY KEY, text BLOB UNIQUE, number INTEGER)")

    def add(self, text: str, number: int) -> None:
        again = "ON CONFLICT (text) DO UPDATE SET number = number + excluded.number"
        self._do(f"INSERT INTO tally (text, number) VALUES (?, ?) {again}", _bytes(text), number)

    def items(self) -> Iterator[tuple[str, int]]:
        for text, number in self._rows("SELECT text, number FROM tally ORDER BY place"):
            yield _text(text), number


class Outcome(NamedTuple):
    """What was last said of a name."""

    name: str
    outcome: str
    note: str


class Outcomes(_Ledger):
    """The last word on each of many names: an outcome and a note, in the order in which they were given."""

    def __init__(self):
        super().__init__("outcomes (place INTEGER PRIMARY KEY, name BLOB UNIQUE, outcome TEXT, note BLOB)")
        self._numbers: dict[str, int] = {}

    def put_unless(self, last: str, name: str, outcome: str, note: str) -> str:
        """Say it, unless the last word is `last`; what was the last word before, empty where there was none."""
        before = self.outcome(name)
        if before == last:
            return before
        if before:
            self._numbers[before] -= 1
        self._numbers[outcome] = self._numbers.get(outcome, 0) + 1
        put = "INSERT OR REPLACE INTO outcomes (name, outcome, note) VALUES (?, ?, ?)"
        self._do(put, _bytes(name), outcome, _bytes(note))
        return before

    def outcome(self, name: str) -> str:
        """What was last said of a name; empty for one of which nothing was."""
        found = self._one("SELECT outcome FROM outcomes WHERE name = ?", _bytes(name))
        return found[0] if found else ""

    def count(self, outcome: str) -> int:
        return self._numbers.get(outcome, 0)

    def of(self, outcomes: Iterable[str]) -> Iterator[Outcome]:
        """Those with one of these outcomes; where there is none, no other is gone through."""
        wanted = [outcome for outcome in outcomes if self.count(outcome)]
        if wanted:
            places = ", ".join("?" * len(wanted))
            query = f"SELECT name, outcome, note FROM outcomes WHERE outcome IN ({places}) ORDER BY place"
            for name, outcome, note in self._rows(query, *wanted):
                yield Outcome(_text(name), outcome, _text(note))

    def __iter__(self) -> Iterator[Outcome]:
        return self.of(list(self._numbers))

    def __contains__(self, name: str) -> bool:
        return bool(self.outcome(name))

    def __len__(self) -> int:
        return sum(self._numbers.values())
