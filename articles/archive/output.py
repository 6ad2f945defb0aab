"""What the archive commands write: files that are whole or not there at all, and the media folder of an export."""

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_NAMED_BY_DIGEST = re.compile(r"[0-9a-f]{64}(?:\.\w+)?")
_CHUNK = 1024 * 1024


class Unreadable(Exception):
    """The file that was to be copied cannot be read; the message says why."""


def reason(error: Exception) -> str:
    """Why something failed, without a number, a name or a second line."""
    text = getattr(error, "strerror", None) or str(error)
    return (text.splitlines() or [type(error).__name__])[0]


class Unfinished:
    """A text file that takes its name by `finish()`, when all of it is written; until then what was there stays.

    A device or a pipe is written as it is. Opening it raises OSError where it cannot be written.
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self._unfinished: Path | None = None
        if is_ordinary(path):
            # A link stays one, and what it leads to is replaced.
            self.path = Path(os.path.realpath(path))
            if self.path.exists() and not os.access(self.path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.path))
            self._unfinished = self.path.with_name(f"{self.path.name}.unfinished")
        try:
            self.file = (self._unfinished or self.path).open("w", encoding="utf-8")
        except OSError as error:
            error.filename = str(path)
            raise

    def finish(self) -> None:
        self.file.close()
        if self._unfinished:
            self._unfinished.replace(self.path)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        # What cannot be written any more, as on a full disk, is thrown away with the rest.
        with contextlib.suppress(OSError):
            self.file.close()
        if self._unfinished:
            self._unfinished.unlink(missing_ok=True)


def is_ordinary(path: str | Path) -> bool:
    """Whether a file can be put in this place by its name; a folder, a device and a pipe are written otherwise."""
    return not os.path.exists(path) or os.path.isfile(path)


@contextlib.contextmanager
def media_folder(path: Path) -> Iterator[Path]:
    """A folder that can be written; made where it is not there, and gone afterwards where nothing was put there.

    Raises OSError where it cannot be.
    """
    if path.exists() and not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    made = []
    for folder in (path, *path.parents):
        if folder.exists():
            break
        made.append(folder)
    try:
        try:
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                pass
        except OSError as error:
            error.filename = str(path)
            raise
        yield path
    finally:
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def copy(stored: BinaryIO, size: int, target: Path) -> None:
    """Put the bytes of an open file at `target`, in one step, unless they are there already.

    A file named by its SHA-256 is known by name and size, any other by its bytes. Raises Unreadable where the bytes
    cannot be read, OSError where they cannot be written.
    """
    if target.is_file() and target.stat().st_size == size:
        if _NAMED_BY_DIGEST.fullmatch(target.name):
            return
        with target.open("rb") as there:
            if all(_read(stored) == chunk for chunk in iter(lambda: there.read(_CHUNK), b"")):
                return
        stored.seek(0)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            while chunk := _read(stored):
                file.write(chunk)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def _read(stored: BinaryIO) -> bytes:
    try:
        return stored.read(_CHUNK)
    except OSError as error:
        raise Unreadable(f"cannot be read: {reason(error)}") from error
