"""Files delivered for an edition: kept aside, where nobody reaches them, until somebody says which page each is.

A PDF of several pages is taken apart; each page of it is a sheet of its own. After a day all of it is forgotten.
"""

import hashlib
import json
import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from PIL import Image

from . import darkroom, pdf_pages
from .file_names import places
from .models import Edition, Page
from .uploads import check_pdf, check_picture, content_of, looks_like_pdf, said_of

KEPT_FOR = 24 * 60 * 60
THUMBNAIL = 240
_LIST = "delivery.json"


class Forgotten(Exception):
    """There is no such delivery, or none any more."""


@dataclass(frozen=True)
class Sheet:
    """What may become a page's PDF or picture: `file` is its name in the folder, `name` what it was called.

    `number` is its place among the `count` pages of its PDF, from 1; both are 1 for a picture. `width` and `height` are
    millimetres of a PDF's page, dots of a picture. `page` is the key of the page that its name tells, None for none.
    """

    name: str
    file: str
    is_pdf: bool
    width: int
    height: int
    number: int = 1
    count: int = 1
    page: int | None = None


@dataclass(frozen=True)
class Delivery:
    """The sheets that came at once for an edition, in the folder that only the token of 128 bits leads to."""

    edition: int
    token: str
    sheets: tuple[Sheet, ...]

    @property
    def folder(self) -> Path:
        return _folder(self.edition, self.token)

    def path(self, sheet: Sheet) -> Path:
        return self.folder / sheet.file

    def thumbnail(self, place: int) -> Path:
        """The small picture of the sheet at that place. Raises IndexError."""
        return self.folder / f"{self.sheets[place].file}.thumbnail"

    def forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def receive(edition: Edition, files) -> tuple[Delivery | None, list[tuple[str, str]]]:
    """Put uploaded files aside; what was taken, None where nothing was, and (name, sentence) of each file refused.

    A file is taken whole or not at all.
    """
    forget_old()
    pages = list(edition.pages.all())
    delivery = Delivery(edition.pk, secrets.token_hex(16), ())
    delivery.folder.mkdir(parents=True, mode=0o700)
    sheets, refused = [], []
    for file in files:
        try:
            sheets += _put_aside(file, delivery, len(sheets), pages, edition.publication.slug)
        except ValidationError as refusal:
            refused.append((file.name, " ".join(refusal.messages)))
    if not sheets:
        delivery.forget()
        return None, refused
    (delivery.folder / _LIST).write_text(json.dumps([asdict(sheet) for sheet in sheets]), encoding="utf-8")
    return Delivery(delivery.edition, delivery.token, tuple(sheets)), refused


def waiting(edition: Edition, token: str) -> Delivery:
    """The delivery of that token. Raises Forgotten."""
    folder = _folder(edition.pk, token)
    try:
        if _is_old(folder):
            raise Forgotten
        kept = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except OSError as error:
        raise Forgotten from error
    return Delivery(edition.pk, token, tuple(Sheet(**sheet) for sheet in kept))


def forget_old() -> None:
    """Remove what has waited for more than a day, of every edition."""
    for folder in Path(storages["delivered"].location).glob("*/*"):
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def as_they_stand(pages: list[Page]) -> str:
    """A digest of which pages there are and which files they have: whoever decides on them has seen them so."""
    standing = [(page.pk, page.number, page.facsimile.name, page.facsimile_is_drawn, page.pdf.name) for page in pages]
    return hashlib.sha256(repr(standing).encode()).hexdigest()[:16]


def _folder(edition: int, token: str) -> Path:
    return Path(storages["delivered"].path(f"{edition}/{token}"))


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > KEPT_FOR
    except FileNotFoundError:
        return False


def _put_aside(file, delivery: Delivery, place: int, pages: list[Page], paper: str) -> list[Sheet]:
    """The sheets of one file, the first at `place` of the delivery. Raises ValidationError."""
    named = places(file.name, [page.number for page in pages], paper)
    if not looks_like_pdf(file):
        return [_picture(file, delivery, place, pages[named[-1]].pk if named else None)]
    sizes = check_pdf(file)
    # What has several pages runs on from the page that is named first, else from the beginning.
    first = (named[0] if named else 0) if len(sizes) > 1 else (named[-1] if named else None)
    content, sheets = content_of(file), []
    try:
        for number, (width, height) in enumerate(sizes):
            page = None if first is None or first + number >= len(pages) else pages[first + number].pk
            name = f"{place + number:03}.pdf"
            single = _bytes_of(content) if len(sizes) == 1 else pdf_pages.taken_out(content, number)
            (delivery.folder / name).write_bytes(single)
            _keep_thumbnail(pdf_pages.draw(single, 0, THUMBNAIL), delivery.folder / name)
            size = (round(width / 72 * 25.4), round(height / 72 * 25.4))
            sheets.append(Sheet(file.name, name, True, *size, number + 1, len(sizes), page))
    except pdf_pages.NoPages as refusal:
        raise ValidationError(said_of(refusal)) from None
    return sheets


def _picture(file, delivery: Delivery, place: int, page: int | None) -> Sheet:
    name = f"{place:03}{check_picture(file)}"
    path = delivery.folder / name
    with path.open("wb") as kept:
        shutil.copyfileobj(file, kept)
    with path.open("rb") as kept:
        thumbnail = darkroom.upright(kept, THUMBNAIL)
    with Image.open(path) as picture:
        width, height = picture.size
    _keep_thumbnail(thumbnail, path)
    return Sheet(PurePosixPath(file.name).name, name, False, width, height, page=page)


def _bytes_of(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _keep_thumbnail(picture: Image.Image, beside: Path) -> None:
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    beside.with_name(f"{beside.name}.thumbnail").write_bytes(out.getvalue())
