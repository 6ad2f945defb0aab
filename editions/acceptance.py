"""Delivered sheets become the PDFs and pictures of the pages that somebody has confirmed."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from . import ahead, media, pdf_pages
from .delivery import Delivery, Sheet, as_they_stand
from .models import Edition, Page


class Changed(Exception):
    """The pages or their files are no longer as they were seen."""


@dataclass(frozen=True)
class Choice:
    """What becomes of a sheet: the page that it is put on; `replaces` a picture that an editor has uploaded there."""

    sheet: Sheet
    page: int
    replaces: bool = False


def doubled(choices: list[Choice]) -> set[tuple[int, bool]]:
    """The places that several sheets were chosen for, as (page, is it its PDF)."""
    count = Counter((choice.page, choice.sheet.is_pdf) for choice in choices)
    return {place for place, times in count.items() if times > 1}


@contextmanager
def accepted(edition: Edition, delivery: Delivery, choices: list[Choice], seen: str):
    """Put the sheets on their pages, in one transaction that ends with the block; yields the pages that have changed.

    A page that gets a PDF gets its picture too, unless it has one that an editor uploaded, or gets one here. `seen` is
    the mark `as_they_stand` of what was chosen over. Raises Changed, and pdf_pages.NoPages, with nothing stored.
    """
    drawn = _drawn(edition, delivery, choices)
    stored: list = []
    try:
        with transaction.atomic():
            pages = {page.pk: page for page in edition.pages.select_for_update(of=("self",))}
            if as_they_stand(list(pages.values())) != seen or not {choice.page for choice in choices} <= pages.keys():
                raise Changed
            changed: dict[Page, set[str]] = {}
            for choice in choices:
                page = pages[choice.page]
                name = "pdf" if choice.sheet.is_pdf else "facsimile"
                with delivery.path(choice.sheet).open("rb") as content:
                    stored.append(_put(page, name, File(content, choice.sheet.file)))
                changed.setdefault(page, set()).add(name)
                page.facsimile_is_drawn = page.facsimile_is_drawn and choice.sheet.is_pdf
            for key, content in drawn.items():
                stored.append(_put(pages[key], "facsimile", ContentFile(content, "drawn.jpg")))
                changed[pages[key]].add("facsimile")
                pages[key].facsimile_is_drawn = True
            for page, names in changed.items():
                beside = ("facsimile_width", "facsimile_height", "facsimile_is_drawn")
                page.save(update_fields=[*names, *(beside if "facsimile" in names else ())])
                ahead.prepare(page.facsimile.name)
            yield list(changed)
    except BaseException:
        for storage, name in stored:
            storage.delete(name)
        raise
    delivery.forget()


def _drawn(edition: Edition, delivery: Delivery, choices: list[Choice]) -> dict[int, bytes]:
    """The pictures that come from PDFs, by their page: drawn before the transaction, for that takes seconds."""
    pictured = {choice.page for choice in choices if not choice.sheet.is_pdf}
    pages = {page.pk: page for page in edition.pages.all()}
    drawn = {}
    for choice in choices:
        page = pages.get(choice.page)
        if not choice.sheet.is_pdf or page is None or page.pk in pictured:
            continue
        if choice.replaces or page.facsimile_is_drawn or not page.facsimile:
            drawn[page.pk] = pdf_pages.facsimile(delivery.path(choice.sheet))
    return drawn


def _put(page: Page, name: str, content: File) -> tuple:
    """Store a file for a page, in place of the one that is there, which goes once this is committed; where it lies."""
    file = getattr(page, name)
    if file:
        media.discard(file)
    file.save(content.name, content, save=False)
    return file.storage, file.name
