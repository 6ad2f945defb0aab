"""The PDF of a whole edition: its pages in their order, bound when somebody first asks, and kept until one changes."""

import hashlib
import shutil
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
from django.core.files.storage import storages
from django.db import transaction

from . import darkroom
from .making import alone, in_one_step
from .models import Edition, Page

# How wide a page is that has a picture only, in points, where no other tells: a broadsheet (对开) of 390 mm.
_BROADSHEET = 390 / 25.4 * 72
# Of such a page the small type can be read, and a whole edition of them is a few dozen megabytes.
_PICTURE_WIDTH = 2400


class NothingToBind(Exception):
    """Of no page there is a PDF or a picture that can be read."""


def is_offered(edition: Edition, pages: list[Page]) -> bool:
    """Whether readers are shown the way to the whole PDF: there is something, and nothing on it is withdrawn."""
    return has_something(edition, pages) and not any(page.has_withdrawn for page in pages)


def has_something(edition: Edition, pages: list[Page]) -> bool:
    return bool(edition.pdf) or any(page.pdf or page.facsimile for page in pages)


def opened(edition: Edition, pages: list[Page]):
    """The PDF as a file: the edition's own where it has one, else its pages bound. Raises NothingToBind.

    `pages` are all of the edition, in their order. Whoever calls it has seen that nothing on them is withdrawn.
    """
    if edition.pdf:
        # What the record names may be lost, and the pages be there.
        with suppress(OSError):
            return edition.pdf.open("rb")
    return bound(edition, pages).open("rb")


def bound(edition: Edition, pages: list[Page]) -> Path:
    """The file of the pages bound. Its name tells of what it was bound, so one of other files is another."""
    path = _folder(edition.pk) / f"{_made_of(edition, pages)}.pdf"
    if not path.exists():
        with alone(f"bound {edition.pk}"):
            if not path.exists():
                _bind(edition, pages, path)
                for former in path.parent.glob("*.pdf"):
                    if former != path:
                        former.unlink(missing_ok=True)
    return path


def forget(editions) -> None:
    """Remove what was bound of the editions of these keys, once the transaction is committed."""
    for key in set(editions):
        transaction.on_commit(lambda key=key: shutil.rmtree(_folder(key), ignore_errors=True))


def _folder(edition: int) -> Path:
    return Path(storages["bound"].path(str(edition)))


def _made_of(edition: Edition, pages: list[Page]) -> str:
    """Files have names of their own that are never given again, so names tell whether anything has changed."""
    parts = [(page.number, page.name, page.pdf.name, "" if page.pdf else page.facsimile.name) for page in pages]
    return hashlib.sha256(repr((edition.publication.title, edition.day, parts)).encode()).hexdigest()[:32]


def _bind(edition: Edition, pages: list[Page], path: Path) -> None:
    parts = {page: _pdf_of(page) for page in pages}
    width = next((_width(part) for part in parts.values() if part), _BROADSHEET)
    with pikepdf.new() as whole:
        with whole.open_outline() as outline:
            for page in pages:
                # Kept in `parts` to the end: what is bound is read from them only when it is saved.
                part = parts[page] = parts[page] or _picture_of(page, width)
                if part is None:
                    continue
                outline.root.append(pikepdf.OutlineItem(f"{page.number} {page.name}".strip(), len(whole.pages)))
                whole.pages.extend(part.pages)
        if not whole.pages:
            raise NothingToBind
        whole.docinfo["/Title"] = f"{edition.publication.title} {edition.day}"
        whole.Root.Lang = edition.publication.language
        with in_one_step(path) as file:
            whole.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _pdf_of(page: Page) -> pikepdf.Pdf | None:
    """The PDF of a page; None where there is none, or none that can be read."""
    if not page.pdf:
        return None
    try:
        part = pikepdf.open(page.pdf.path)
        return part if part.pages else None
    except (OSError, pikepdf.PdfError):
        return None


def _width(part: pikepdf.Pdf) -> float:
    left, _bottom, right, _top = (float(edge) for edge in part.pages[0].mediabox)
    return abs(right - left) or _BROADSHEET


def _picture_of(page: Page, width: float) -> pikepdf.Pdf | None:
    """A PDF of the picture of a page, so many points wide; None where there is none that can be read."""
    if not page.facsimile:
        return None
    try:
        with page.facsimile.open("rb") as original:
            picture = darkroom.upright(original, _PICTURE_WIDTH)
    except darkroom.UNREADABLE:
        return None
    out = BytesIO()
    picture.save(out, "PDF", resolution=picture.width / width * 72, quality=85)
    return pikepdf.open(out)
