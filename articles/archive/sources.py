"""Where an archive lies: a folder, a single file, a zip or a tar, each seen as named bytes within limits.

Standard library only. A name is relative, with `/` between its parts. What must not be touched (a link that leads out
of the folder, a name with `..`) is never opened; it stands in `refused` with the reason. What need not be read, because
nothing is lost without it, stands in `passed_over`.
"""

import lzma
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from .decoding import Undecodable, decode
from .ledger import Names

# What reading a damaged file or archive raises.
UNREADABLE = (
    OSError,
    EOFError,
    RuntimeError,
    KeyError,
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


# How zip, gzip, bzip2, xz, 7-Zip and RAR files begin.
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")

_AT_ITS_PLACE = "is a link to a folder that is read at its own place"


class SourceError(Exception):
    """Nothing can be read from here; the message says why."""


class TooLarge(Exception):
    """A file is larger than its reader takes; the message says how large."""


class Source(Protocol):
    """An archive as named bytes; `name` is what it is called itself, such as its folder's name.

    `location` is the path by which another process may open it too.
    """

    name: str
    location: str
    refused: dict[str, str]
    passed_over: dict[str, str]

    def names(self) -> Collection[str]:
        """The names of all files, in order; asking whether one is among them is quick."""

    def size(self, name: str) -> int: ...

    def open(self, name: str) -> BinaryIO: ...


def open_source(location: str | Path, media: str | Path | None = None) -> Source:
    """The source at a path; `media` is where a single file's media lie, if not in `FILE.media` beside it.

    Raises SourceError with a sentence where there is none.
    """
    path = Path(location)
    if media and not Path(media).is_dir():
        raise SourceError(f"There is no folder {media}.")
    try:
        if not path.exists():
            raise SourceError(f"There is no {path}.")
        if not path.is_dir() and not path.is_file():
            raise SourceError(f"{path} is neither a file nor a folder.")
        kind = _kind(path)
        if kind and media:
            raise SourceError(
                f"A media folder is named for a single JSONL file only; the media of {path} are looked for within it."
            )
        if kind:
            return kind(path)
        with path.open("rb") as file:
            if file.read(6).startswith(_PACKED):
                raise SourceError(f"{path} is packed, but it is cut off, damaged or of a kind that is not read here.")
    except UNREADABLE as error:
        raise SourceError(f"{path} cannot be opened: {error}") from error
    return SingleFile(path, Path(media) if media else None)


def _kind(path: Path) -> type | None:
    """What a path is read as, if it is more than a single file."""
    if path.is_dir():
        return Folder
    if zipfile.is_zipfile(path):
        return Zip
    return Tar if tarfile.is_tarfile(path) else None


def read(source: Source, name: str, limit: int) -> bytes:
    """All bytes of a file of at most `limit` bytes; raises TooLarge beyond that, OSError where it cannot be read."""
    if (size := source.size(name)) > limit:
        raise TooLarge(f"is {_megabytes(size)}; the longest that is read here is {_megabytes(limit)}")
    try:
        with source.open(name) as file:
            # Not `limit`: room for so much is made before a byte is read.
            data = file.read(size + 1)
            while size < len(data) <= limit and (more := file.read(limit + 1 - len(data))):
                data += more
    except OSError:
        raise
    except UNREADABLE as error:
        raise OSError(str(error)) from error
    if len(data) > limit:
        raise TooLarge(f"is longer than {_megabytes(limit)}, the longest that is read here")
    return data


def beginning(source: Source, name: str, length: int) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with source.open(name) as file:
            return file.read(length)
    except UNREADABLE:
        return b""


def unsafe(name: str) -> bool:
    """Whether a name is absolute or leads out of its folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":") or "\x00" in name


class _Names:
    """The names of an archive's files, each given once: a name that comes again gets a number before its ending."""

    def __init__(self):
        self._given: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name as it is, else `x (2).txt`, `x (3).txt` and so on."""
        beginning, ending = os.path.splitext(name)
        free = name
        while free in self._given:
            self._given[name] += 1
            free = f"{beginning} ({self._given[name]}){ending}"
        self._given[free] = 1
        return free


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


class Folder:
    """A folder with all below it. Links are followed to files within the folder only."""

    def __init__(self, root: Path):
        self.root = root.resolve()
        self.name = self.root.name
        self.location = str(self.root)
        self.refused: dict[str, str] = {}
        self.passed_over: dict[str, str] = {}
        self._names: Names | None = None

    def names(self) -> Names:
        if self._names is None:
            self._names = Names(self._walk())
        return self._names

    def _walk(self) -> Iterator[str]:
        """The names of what can be read. Only a link needs to be followed: all else lies where its folder lies."""
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    for entry in entries:
                        name = folder + entry.name
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(f"{name}/")
                        elif entry.is_file(follow_symlinks=False):
                            yield name
                        elif reason := self._reason(Path(entry.path)):
                            kept = self.passed_over if reason == _AT_ITS_PLACE else self.refused
                            kept[name] = reason
                        else:
                            yield name
            except OSError as error:
                self.refused[folder.rstrip("/") or "."] = f"cannot be read: {error.strerror}"

    def _reason(self, path: Path) -> str:
        try:
            target = path.resolve(strict=True)
            mode = target.stat().st_mode
        except (OSError, RuntimeError):
            return "is a link to nothing" if path.is_symlink() else "cannot be read"
        if path.is_symlink() and not target.is_relative_to(self.root):
            return "is a link that leads out of the folder"
        if stat.S_ISDIR(mode):
            return _AT_ITS_PLACE
        return "" if stat.S_ISREG(mode) else "is not an ordinary file"

    def size(self, name: str) -> int:
        return os.stat(f"{self.location}/{name}").st_size

    def open(self, name: str) -> BinaryIO:
        return open(f"{self.location}/{name}", "rb")


class SingleFile:
    """One file, and its media folder, whose files are named as if it stood beside the file as `FILE.media`."""

    def __init__(self, path: Path, media: Path | None = None):
        self._path = path
        self.name = path.stem
        self.location = str(path.resolve())
        self._prefix = f"{path.name}.media/"
        folder = media or path.with_name(f"{path.name}.media")
        self._media = Folder(folder) if folder.is_dir() else None
        self.refused: dict[str, str] = {}
        self.passed_over: dict[str, str] = {}

        self._names: Names | None = None

    def names(self) -> Names:
        if self._names is None:
            media = self._media.names() if self._media else ()
            self._names = Names(chain([self._path.name], (f"{self._prefix}{name}" for name in media)))
        if self._media:
            self.refused = {f"{self._prefix}{name}": reason for name, reason in self._media.refused.items()}
            self.passed_over = {f"{self._prefix}{name}": reason for name, reason in self._media.passed_over.items()}
        return self._names

    def size(self, name: str) -> int:
        if name.startswith(self._prefix):
            return self._media.size(name.removeprefix(self._prefix))
        return self._path.stat().st_size

    def open(self, name: str) -> BinaryIO:
        if name.startswith(self._prefix):
            return self._media.open(name.removeprefix(self._prefix))
        return open(self._path, "rb")


class Zip:
    """A zip archive. Of several files of one name the first has it, the next one `name (2)` before its ending."""

    def __init__(self, path: Path):
        self._archive = zipfile.ZipFile(path)
        self.name, self.location = path.stem, str(path.resolve())
        self.refused: dict[str, str] = {}
        self.passed_over: dict[str, str] = {}
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._names: Names | None = None
        names = _Names()
        for entry in self._archive.infolist():
            if entry.is_dir():
                continue
            name = self._name(entry)
            reason = self._reason(name, entry)
            same = self._entries.get(name)
            name = names.free(name)
            if reason:
                self.refused[name] = reason
            elif same and (same.CRC, same.file_size) == (entry.CRC, entry.file_size):
                self.passed_over[name] = "is in the archive twice, and both are the same"
            else:
                self._entries[name] = entry

    @staticmethod
    def _reason(name: str, entry: zipfile.ZipInfo) -> str:
        if unsafe(name):
            return "has a name that leads out of the archive"
        if stat.S_ISLNK(entry.external_attr >> 16):
            return "is a link"
        return "is encrypted" if entry.flag_bits & 0x1 else ""

    @staticmethod
    def _name(entry: zipfile.ZipInfo) -> str:
        """A file's name as it was packed: what does not say that it is UTF-8 is often GBK, not the standard's cp437."""
        if entry.flag_bits & 0x800:
            return entry.filename
        try:
            return decode(entry.filename.encode("cp437"))
        except (UnicodeEncodeError, Undecodable):
            return entry.filename

    def names(self) -> Names:
        if self._names is None:
            self._names = Names(self._entries)
        return self._names

    def size(self, name: str) -> int:
        return self._entries[name].file_size

    def open(self, name: str) -> BinaryIO:
        return self._archive.open(self._entries[name])


class Tar:
    """A tar archive, compressed or not. A later file replaces an earlier one of its name, as when it is unpacked."""

    def __init__(self, path: Path):
        self._archive = tarfile.open(path)  # noqa: SIM115, it stays open for as long as it is read
        self.name, self.location = path.name.split(".")[0], str(path.resolve())
        self.refused: dict[str, str] = {}
        self.passed_over: dict[str, str] = {}
        self._entries: dict[str, tarfile.TarInfo] = {}
        self._names: Names | None = None
        names = _Names()
        for entry in self._archive:
            name = entry.name.removeprefix("./")
            if entry.isdir():
                continue
            # A hard link is one more name of a file that stands before it.
            file = self._entries.get(entry.linkname.removeprefix("./")) if entry.islnk() else entry
            if reason := self._reason(name, file):
                self.refused[names.free(name)] = reason
                continue
            if name not in self._entries:
                names.free(name)
            elif self._entries[name] is not file:
                self.passed_over[names.free(name)] = f"is an older {name}, which a later one in the archive replaces"
            self._entries[name] = file

    @staticmethod
    def _reason(name: str, file: tarfile.TarInfo | None) -> str:
        if unsafe(name):
            return "has a name that leads out of the archive"
        if file is None:
            return "is a link to a file that is not read here"
        return "" if file.isreg() else "is not an ordinary file"

    def names(self) -> Names:
        if self._names is None:
            self._names = Names(self._entries)
        return self._names

    def size(self, name: str) -> int:
        return self._entries[name].size

    def open(self, name: str) -> BinaryIO:
        return self._archive.extractfile(self._entries[name])
