"""What a run found and did: every file, every warning, every text without a place, every edition.

Standard library only, so that a reader keeps its report in any process.
"""

import json
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from typing import TextIO

READ, SKIPPED, FAILED = OUTCOMES = ("read", "skipped", "failed")


def printable(text: str) -> str:
    """The text with what no terminal, file or database takes (halves of characters, control characters) escaped."""
    if text.isprintable():
        return text
    return "".join(
        char if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs") else ascii(char)[1:-1] for char in text
    )


def _on_one_line(path: str) -> str:
    return printable(path).replace("\n", "\\n")


class ArchiveError(Exception):
    """Nothing can be done with this source; the message is a sentence for the archivist."""


@dataclass
class FileEntry:
    """One file of the source: whether it was read, skipped as frame, or failed, and what it became or why not."""

    path: str
    outcome: str
    note: str = ""


class Files:
    """What became of each file. An archive may hold a million: all but a number for each lies in a temporary file."""

    _IN_MEMORY = 1_000_000

    def __init__(self):
        # One JSON array on each line, as they come; of one file the last line counts.
        self._lines = tempfile.SpooledTemporaryFile(max_size=self._IN_MEMORY)  # noqa: SIM115, it stays as long as the report
        self._end = 0
        # Paths by their hashes, which keep no second copy of them.
        self._with = {outcome: set[int]() for outcome in OUTCOMES}
        # Of files that were told of again: where the last line begins.
        self._again: dict[int, int] = {}

    def put(self, path: str, outcome: str, note: str) -> None:
        key = hash(path)
        if before := self.outcome(path):
            self._with[before].discard(key)
            self._again[key] = self._end
        self._with[outcome].add(key)
        line = json.dumps([key, _on_one_line(path), outcome, printable(note)]).encode() + b"\n"
        self._lines.write(line)
        self._end += len(line)

    def outcome(self, path: str) -> str:
        """The outcome of a file that was accounted for; empty for any other."""
        return next((outcome for outcome, keys in self._with.items() if hash(path) in keys), "")

    def count(self, outcome: str) -> int:
        return len(self._with[outcome])

    def of(self, outcomes) -> Iterator[FileEntry]:
        """The files of these outcomes; where there is none, the others are not gone through."""
        if any(map(self.count, outcomes)):
            yield from (entry for entry in self if entry.outcome in outcomes)

    def __contains__(self, path: str) -> bool:
        return bool(self.outcome(path))

    def __len__(self) -> int:
        return sum(map(len, self._with.values()))

    def __iter__(self) -> Iterator[FileEntry]:
        place = 0
        self._lines.seek(0)
        try:
            for line in self._lines:
                key, *entry = json.loads(line)
                if self._again.get(key, place) == place:
                    yield FileEntry(*entry)
                place += len(line)
        finally:
            self._lines.seek(0, os.SEEK_END)


@dataclass
class Note:
    """A warning or an error at a place of the source."""

    path: str
    message: str


@dataclass
class Unplaced:
    """Text that a reader could not place, so that it is at least said."""

    path: str
    text: str
    reason: str


class Entries(Sequence):
    """Notes or texts of one kind, in the order in which they came; an archive may give a million.

    They lie in a temporary file, one JSON array on each line, but for the first megabyte. Equal to a list of the same.
    """

    _IN_MEMORY = 1_000_000

    def __init__(self, kind: type):
        self._kind = kind
        self._lines = tempfile.SpooledTemporaryFile(max_size=self._IN_MEMORY)  # noqa: SIM115, it stays as long as the report
        self._count = 0

    def append(self, entry) -> None:
        self._lines.seek(0, os.SEEK_END)
        self._lines.write(json.dumps(list(vars(entry).values())).encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator:
        place = 0
        for _entry in range(self._count):
            self._lines.seek(place)
            line = self._lines.readline()
            place += len(line)
            yield self._kind(*json.loads(line))

    def __getitem__(self, place):
        return list(self)[place]

    def __eq__(self, other) -> bool:
        return list(self) == list(other)

    def __repr__(self) -> str:
        return repr(list(self))


@dataclass
class EditionEntry:
    """What became of one edition; the articles' counts by outcome, and by name where something was not stored."""

    publication: str
    date: str
    label: str
    outcome: str
    pages: int = 0
    articles: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


@dataclass
class Notes:
    """What a reader says in a process of its own, to be heard by the report of the import."""

    said: list[tuple[str, tuple]] = field(default_factory=list)

    def read(self, path: str, note: str = "") -> None:
        self.said.append(("read", (path, note)))

    def skipped(self, path: str, reason: str) -> None:
        self.said.append(("skipped", (path, reason)))

    def failed(self, path: str, reason: str) -> None:
        self.said.append(("failed", (path, reason)))

    def warn(self, path: str, message: str) -> None:
        self.said.append(("warn", (path, message)))

    def of_frame(self, text: str, files: int) -> None:
        self.said.append(("of_frame", (text, files)))

    def without_place(self, path: str, text: str, reason: str) -> None:
        self.said.append(("without_place", (path, text, reason)))


@dataclass
class Report:
    """Filled while a source is read and loaded; `on_file` is called for each file that is accounted for."""

    source: str = ""
    format: str = ""
    dry_run: bool = False
    files: Files = field(default_factory=Files)
    warnings: Entries = field(default_factory=partial(Entries, Note))
    errors: Entries = field(default_factory=partial(Entries, Note))
    unplaced: Entries = field(default_factory=partial(Entries, Unplaced))
    # Each line that stands around articles and is none of theirs, with the number of files that print it.
    frame: dict[str, int] = field(default_factory=dict)
    editions: list[EditionEntry] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    on_file: Callable[[str], None] | None = None

    def read(self, path: str, note: str = "") -> None:
        self._account(path, READ, note)

    def skipped(self, path: str, reason: str) -> None:
        self._account(path, SKIPPED, reason)

    def failed(self, path: str, reason: str) -> None:
        """The file could not be read, for this reason; the run ends with exit code 1."""
        self._account(path, FAILED, reason)
        self.error(path, reason)

    def _account(self, path: str, outcome: str, note: str) -> None:
        known = self.files.outcome(path)
        if known != FAILED:
            self.files.put(path, outcome, note)
        if not known and self.on_file:
            self.on_file(path)

    def warn(self, path: str, message: str) -> None:
        self.warnings.append(Note(_on_one_line(path), printable(message)))

    def error(self, path: str, message: str) -> None:
        """Part of a file, or an edition, could not be stored."""
        self.errors.append(Note(_on_one_line(path), printable(message)))

    def without_place(self, path: str, text: str, reason: str) -> None:
        self.unplaced.append(Unplaced(_on_one_line(path), printable(text), printable(reason)))

    def of_frame(self, text: str, files: int) -> None:
        """A visible line that was not stored, because it is the frame's, in so many files."""
        line = printable(text)
        self.frame[line] = self.frame.get(line, 0) + files

    def hear(self, notes: "Notes") -> None:
        """Take over what a reader in another process has said, in its order."""
        for name, arguments in notes.said:
            getattr(self, name)(*arguments)

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number

    def account_for(self, source) -> None:
        """Say of every file that no reader spoke of that nothing refers to it, and name those that were refused."""
        for name, reason in source.refused.items():
            self.failed(name, reason)
        for name, reason in source.passed_over.items():
            self.skipped(name, reason)
        for name in source.names():
            if name not in self.files:
                self.skipped(name, "nothing refers to it")

    def as_json(self, outcomes=OUTCOMES, most: int | None = None) -> dict:
        """The report as JSON values (see `report.schema.json`), with the files of these outcomes.

        Of each list at most the first `most` entries; the summary has their numbers.
        """
        parts = self._parts(outcomes)
        return {
            name: list(islice(value, most)) if isinstance(value, Iterator) else value for name, value in parts.items()
        }

    def write_json(self, file: TextIO) -> None:
        """Write the whole report as JSON, each entry on its line, however many there are."""
        between = "{"
        for name, value in self._parts(OUTCOMES).items():
            file.write(f"{between}\n {json.dumps(name)}: ")
            between = ","
            if not isinstance(value, Iterator):
                file.write(json.dumps(value, ensure_ascii=False))
                continue
            before = "["
            for entry in value:
                file.write(f"{before}\n  {json.dumps(entry, ensure_ascii=False)}")
                before = ","
            file.write("[]" if before == "[" else "\n ]")
        file.write("\n}\n")

    def _parts(self, outcomes) -> dict:
        """What the report says under each of its names; what there may be much of one after the other."""
        return {
            "source": printable(self.source),
            "format": self.format,
            "dry_run": self.dry_run,
            "summary": self.summary(),
            "files": map(vars, self.files.of(outcomes)),
            "editions": map(asdict, self.editions),
            "warnings": map(asdict, self.warnings),
            "errors": map(asdict, self.errors),
            "unplaced": map(asdict, self.unplaced),
            "frame": ({"text": text, "files": files} for text, files in self.frame.items()),
        }

    def summary(self) -> dict:
        """The figures of the run."""
        articles = self.counts.get("complete", 0) + self.counts.get("headline_only", 0)
        return {
            **{
                name: self.counts.get(name, 0)
                for name in (
                    "editions",
                    "pages",
                    "complete",
                    "headline_only",
                    "created",
                    "updated",
                    "unchanged",
                    "kept",
                    "photos_found",
                    "photos_missing",
                    "credits",
                )
            },
            "files_read": self.files.count(READ),
            "files_skipped": self.files.count(SKIPPED),
            "files_failed": self.files.count(FAILED),
            "warnings": len(self.warnings),
            "errors": len(self.errors),
            "seconds": round(self.seconds, 2),
            "articles_per_second": round(articles / self.seconds, 1) if self.seconds else 0.0,
        }
