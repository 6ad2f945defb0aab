"""Renditions: the smaller pictures that readers get, made once of originals that stay private.

An original's name is random, so its renditions' addresses can be known only from a page that shows them.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.urls import reverse

from . import darkroom
from .making import alone, in_one_step

WIDTHS = (320, 640, 1280)
# A page's small type needs more; beside its headlines, on a screen of 1,280 dots, it is some 700 dots wide.
FACSIMILE_WIDTHS = (320, 640, 960, 1280, 1800)
# What an original is named by `fields.UnguessableName`; nothing else has renditions.
ORIGINAL = r"(?:photos|facsimiles)/[0-9a-f]{32}(?:\.[a-z0-9]{1,9})?"
# How the addresses and the files of what is made of it go on, below its name.
RENDITION = r"[1-9][0-9]{0,4}\.(?:jpg|webp)"

_NAME = re.compile(ORIGINAL)
_FACSIMILES = "facsimiles/"


class NoRendition(Exception):
    """There is no such rendition, and there will be none: unknown width, no original, or one that cannot be read."""


def widths(name: str) -> tuple[int, ...]:
    """The widths in which a picture is offered."""
    return FACSIMILE_WIDTHS if name.startswith(_FACSIMILES) else WIDTHS


def is_original(name: str) -> bool:
    """Whether a file has a name of which renditions are made."""
    return bool(_NAME.fullmatch(name))


def is_facsimile(name: str) -> bool:
    """Whether it is an original of a page, not of a photo."""
    return is_original(name) and name.startswith(_FACSIMILES)


def address(name: str, width: int, form: str = "jpg") -> str:
    """Where readers get the picture `name` at `width`; empty for a name that has no renditions."""
    kwargs = {"name": name, "width": width, "form": form}
    return reverse("rendition", kwargs=kwargs) if is_original(name) else ""


def sources(name: str, original_width: int | None, form: str = "jpg") -> list[tuple[str, int]]:
    """The addresses of a picture with their true widths; none is wider than the original."""
    offered = []
    for width in widths(name):
        offered.append((address(name, width, form), min(width, original_width or width)))
        if original_width and width >= original_width:
            break
    return offered


def rendition(name: str, width: int, form: str = "jpg") -> Path:
    """The file of a rendition, made if it is not there yet; raises NoRendition."""
    if not is_original(name) or width not in widths(name) or form not in darkroom.FORMS:
        raise NoRendition(name)
    path = Path(storages["renditions"].path(f"{name}/{width}.{form}"))
    if not path.exists():
        with made_of(name):
            if not path.exists():
                with storages["default"].open(name) as original:
                    content = darkroom.printed(darkroom.upright(original, width), form)
                with in_one_step(path) as file:
                    file.write_bytes(content)
    return path


@contextmanager
def made_of(name: str) -> Iterator[None]:
    """Around the making of something below an original's name: one at a time, and gone again if it is concealed.

    Raises NoRendition for what cannot be read, or is not there any more.
    """
    with alone(name):
        try:
            yield
        except darkroom.UNREADABLE as error:
            raise NoRendition(name) from error
        if not storages["default"].exists(name):
            forget_renditions(name)
            raise NoRendition(name)


def forget_renditions(name: str) -> None:
    """Remove what readers got of an original; an original that is still there gives them again when it is asked."""
    shutil.rmtree(storages["renditions"].path(name), ignore_errors=True)


def conceal(original) -> str:
    """Give the file of a model's field a name that no reader has known: its old addresses show nothing any more.

    Returns the new name, which the caller stores within its transaction; once that is committed the old file goes.
    """
    old, storage = original.name, original.storage
    forget_renditions(old)
    if not storage.exists(old):
        return old
    with storage.open(old) as file:
        new = storage.save(original.field.generate_filename(original.instance, old), ContentFile(file.read()))
    discard(original)
    return new


def discard(file) -> None:
    """Remove the file of a model's field, and what readers got of it, once the transaction is committed."""
    name, storage = file.name, file.storage
    transaction.on_commit(lambda: _forget(storage, name))


def _forget(storage, name: str) -> None:
    storage.delete(name)
    forget_renditions(name)


def covered(name: str, polygons: list[list]) -> bytes | None:
    """The picture `name` with these areas covered (see `darkroom.covered`); None where it cannot be read."""
    try:
        with storages["default"].open(name) as original:
            return darkroom.covered(original, polygons)
    except darkroom.UNREADABLE:
        return None
