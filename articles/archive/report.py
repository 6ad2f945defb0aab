"""What a run found and did: every file, every warning, every text without a place, every edition.

Standard library only, so that a reader keeps its report in any process.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

READ, SKIPPED, FAILED = "read", "skipped", "failed"


def printable(text: str) -> str:
    """The text with what no terminal, file or database takes (halves of characters, control characters) escaped."""
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
class Report:
    """Filled while a source is read and loaded; `on_file` is called for each file that is accounted for."""

    source: str = ""
    format: str = ""
    dry_run: bool = False
    files: dict[str, FileEntry] = field(default_factory=dict)
    warnings: list[Note] = field(default_factory=list)
    errors: list[Note] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
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
        known = self.files.get(path)
        if known is None and self.on_file:
            self.on_file(path)
        if known is None or known.outcome != FAILED:
            self.files[path] = FileEntry(_on_one_line(path), outcome, printable(note))

    def warn(self, path: str, message: str) -> None:
        self.warnings.append(Note(_on_one_line(path), printable(message)))

    def error(self, path: str, message: str) -> None:
        """Part of a file, or an edition, could not be stored."""
        self.errors.append(Note(_on_one_line(path), printable(message)))

    def without_place(self, path: str, text: str, reason: str) -> None:
        self.unplaced.append(Unplaced(_on_one_line(path), printable(text), printable(reason)))

    def absorb(self, other: "Report") -> None:
        """Take over what another report has heard, in its order."""
        for path, entry in other.files.items():
            self._account(path, entry.outcome, entry.note)
        self.warnings += other.warnings
        self.errors += other.errors
        self.unplaced += other.unplaced

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

    def as_json(self) -> dict:
        """The whole report as JSON values (described in docs/archivist.md)."""
        return {
            "source": printable(self.source),
            "format": self.format,
            "dry_run": self.dry_run,
            "summary": self.summary(),
            "files": [asdict(entry) for entry in self.files.values()],
            "editions": [asdict(entry) for entry in self.editions],
            "warnings": [asdict(note) for note in self.warnings],
            "errors": [asdict(note) for note in self.errors],
            "unplaced": [asdict(text) for text in self.unplaced],
        }

    def summary(self) -> dict:
        """The figures of the run."""
        articles = self.counts.get("complete", 0) + self.counts.get("headline_only", 0)
        outcomes = [entry.outcome for entry in self.files.values()]
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
            "files_read": outcomes.count(READ),
            "files_skipped": outcomes.count(SKIPPED),
            "files_failed": outcomes.count(FAILED),
            "warnings": len(self.warnings),
            "errors": len(self.errors),
            "seconds": round(self.seconds, 2),
            "articles_per_second": round(articles / self.seconds, 1) if self.seconds else 0.0,
        }
