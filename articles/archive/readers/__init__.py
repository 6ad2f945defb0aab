"""The formats that archives come in, one module each.

A reader has `DESCRIPTION`, `recognises(source) -> bool`, `read(source, report, publication) -> EditionRecords` and, for
an audit, `texts(source, report, publication) -> ArticleTexts`. With `WHOLE = True` it says that its records hold all
there is, so that a fact that is missing is an empty one. It accounts in the report for every file it opens, and
imports neither Django nor a model. `publication` is the paper that the archivist named, or None.
"""

from types import ModuleType

from ..report import ArchiveError
from . import founder_classic, founder_new, jsonl, saved_text

READERS: dict[str, ModuleType] = {
    "jsonl": jsonl,
    "saved-text": saved_text,
    "founder-classic": founder_classic,
    "founder-new": founder_new,
}


def known_formats() -> str:
    """A line for each known format, for messages."""
    return "\n".join(f"  {name}: {reader.DESCRIPTION}" for name, reader in READERS.items())


def reader_for(source, format: str) -> tuple[str, ModuleType]:
    """The reader of that format, which is then to try, or the one that recognises the source where `format` is auto.

    Raises ArchiveError with the list of known formats where there is none.
    """
    if format != "auto":
        reader = READERS.get(format)
        if reader is None:
            raise ArchiveError(f"“{format}” is no known format. These are:\n{known_formats()}")
        if not source.names():
            raise nothing_found(source, f"the format {format}")
        return format, reader
    found = [(name, reader) for name, reader in READERS.items() if reader.recognises(source)]
    if not found:
        raise nothing_found(source, "a known format")
    if len(found) > 1:
        names = " and ".join(name for name, _reader in found)
        raise ArchiveError(f"This holds several formats, {names}: choose one with --format.")
    return found[0]


def nothing_found(source, wanted: str) -> ArchiveError:
    """Nothing in the source is of the format that was wanted, or it is in what cannot be read."""
    unread = [f"{source.name if name == '.' else name} {reason}" for name, reason in source.refused.items()]
    more = f"; and {len(unread) - 3} more" if len(unread) > 3 else ""
    said = f"{'; '.join(unread[:3])}{more}."
    if unread and not source.names():
        return ArchiveError(f"Nothing here can be read: {said}")
    these = "These are" if wanted == "a known format" else "The known formats are"
    found = f"Nothing here is of {wanted}.{f' Some of it cannot be read: {said}' if unread else ''}"
    return ArchiveError(f"{found} {these}:\n{known_formats()}")
