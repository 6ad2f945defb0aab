"""What a run found and did: every file, every warning, every text without a place, every edition.

Standard library only, so that a reader keeps its report in any process.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TextIO

from .ledger import Entries, Outcomes, Tally

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
    files: Outcomes = field(default_factory=Outcomes)
    warnings: Entries = field(default_factory=Entries)
    errors: Entries = field(default_factory=Entries)
    unplaced: Entries = field(default_factory=Entries)
    # Each line that stands around articles and is none of theirs, with the number of files that print it.
    frame: Tally = field(default_factory=Tally)
    editions: Entries = field(default_factory=Entries)
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
        # A file that has failed once has failed.
        if not self.files.put_unless(FAILED, path, outcome, note) and self.on_file:
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
        self.frame.add(printable(text), files)

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
            "files": (
                {"path": _on_one_line(path), "outcome": outcome, "note": printable(note)}
                for path, outcome, note in self.files.of(outcomes)
            ),
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
