"""The only place where records become rows: one transaction for each edition, a fixed number of statements in each."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from articles import masking
from articles.models import ImportItem, ImportRun
from editions.models import Edition, Page, Publication
from editions.numbers import order_key

from . import bulk, rows
from .article_loading import ArticleLoading
from .canonical import article_keys, canonical_edition, canonical_page, source_digest
from .ledger import Shelves
from .media import Media
from .records import EditionRecord, PageRecord, PublicationRecord
from .report import ArchiveError, EditionEntry, Report

KEEP, REPLACE = "keep", "replace"


class Loader:
    """Loads the editions of one run. An edition that cannot be stored is reported and leaves nothing behind."""

    def __init__(
        self, source, report: Report, run: ImportRun | None, *, on_conflict=KEEP, unpublished=False, whole=False
    ):
        """`whole` says that the source holds every fact of what it names, so that a missing one is an empty one."""
        self.whole = whole
        self.report = report
        self.run = run
        self.replace = on_conflict == REPLACE
        self.unpublished = unpublished
        self.media = Media(source, report)
        self.refused: ArchiveError | None = None
        # (key, source's digest, whether it was whole) of the articles that this run has brought, by their edition.
        self.loaded = Shelves()

    def load(self, record: EditionRecord, *, keep: bool = True) -> None:
        """Store one edition; with `keep` off all is done and then undone.

        What cannot be stored is an error of that edition; one of a paper that cannot be is kept in `refused` as well.
        """
        name = " ".join(filter(None, (record.publication.slug, str(record.date), record.label)))
        if record.identity in self.loaded:
            self.report.warn(name, "comes more than once in this source; what is read is put together")
        self.loaded.add(record.identity, [])
        try:
            with transaction.atomic():
                Loading(self, record, name).store()
                if not keep:
                    transaction.set_rollback(True)
        except ArchiveError as error:
            self.media.discard()
            self.refused = error
            self.report.error(name, str(error))
            return
        except (DatabaseError, OSError, ValueError, OverflowError) as error:
            self.media.discard()
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            self.report.error(name, f"nothing of this edition was stored: {reason}")
            return
        except BaseException:
            self.media.discard()
            raise
        if keep:
            self.media.keep()
        else:
            self.media.discard()


class Loading:
    """The loading of one edition."""

    def __init__(self, loader: Loader, record: EditionRecord, name: str):
        self.loader = loader
        self.media = loader.media
        self.report = loader.report
        self.name = name
        self.record = canonical_edition(record, lambda message: self.report.warn(name, message))
        self.now = timezone.now()
        self.entry = EditionEntry(record.publication.slug, str(record.date), record.label, "unchanged")
        self.items: dict[tuple[str, str], ImportItem] = {}
        self.new_items: list[ImportItem] = []
        self.changed_items: list[ImportItem] = []

    def store(self) -> None:
        """All of it, within the caller's transaction; the report is told at the end."""
        self.publication = self._publication(self.record.publication)
        self.items = {
            (item.kind, item.key): item
            for item in ImportItem.objects.filter(
                publication=self.publication, date=self.record.date, label=self.record.label
            )
        }
        self.edition = self._edition()
        if self.edition is None:
            return
        pages = self._page_records()
        self.pages = self._pages(pages)
        self.incoming = ArticleLoading(self).store(pages)
        self._cover_what_is_withdrawn()
        bulk.insert_instances(self.new_items, keyless=True)
        ImportItem.objects.bulk_update(
            self.changed_items, ["run", "source_digest", "digest", "beside", "article", "page", "edition"]
        )
        self._tell(pages)

    # -- publication and edition

    def _publication(self, record: PublicationRecord) -> Publication:
        frame = rows.frame_fields(record.frame)
        for name in [name for name in frame if rows.too_long_value(Publication, {name: frame[name]})]:
            self.report.warn(self.name, f"the paper's {rows.too_long_value(Publication, {name: frame[name]})[4:]}")
            self.report.without_place(self.name, frame.pop(name), f"a {name.replace('_', ' ')} that is too long")
        if not frame.get("home_page", "http").startswith("http"):
            self.report.without_place(self.name, frame.pop("home_page"), "a home page that is no web address")
        # The row is locked, so that two imports of one paper take turns.
        locked = Publication.objects.select_for_update().filter(slug=record.slug)
        publication = locked.first() or self._new_publication(record, frame) or locked.get()
        if frame and not any(rows.frame_fields(rows.frame_of(publication)).values()):
            for name, value in frame.items():
                setattr(publication, name, value)
            publication.save(update_fields=list(frame))
        return publication

    @staticmethod
    def _new_publication(record: PublicationRecord, frame: dict[str, str]) -> Publication | None:
        """A paper that is not here yet; None where another import has made it meanwhile."""
        publication = Publication(slug=record.slug, name=record.name or record.slug, **frame)
        try:
            publication.full_clean(validate_unique=False)
        except ValidationError as error:
            raise ArchiveError(f"The paper {record.slug}: {' '.join(error.messages)}") from None
        try:
            with transaction.atomic():
                publication.save()
        except IntegrityError:
            return None
        return publication

    def _edition(self) -> Edition | None:
        record = self.record
        pdf = self.media.pdf(record.pdf)
        values = {"number": record.number, "through": record.through}
        moment = {"publish_at": record.publish_at} if record.publish_at else {}
        edition = (
            Edition.objects.select_for_update()
            .filter(publication=self.publication, date=record.date, label=record.label)
            .first()
        )
        item = self.items.get((ImportItem.Kind.EDITION, ""))
        mark = source_digest(
            {
                "number": record.number,
                "through": str(record.through),
                "pdf": pdf,
                "publish_at": str(record.publish_at),
                "withdrawn": str(record.withdrawn),
            }
        )
        if edition is None and item is not None:
            self.report.warn(self.name, "was deleted here and stays so")
            self.entry.outcome = "deleted here"
            self.report.editions.append(self.entry)
            return None
        if edition is None:
            edition = Edition(publication=self.publication, date=record.date, label=record.label, **values)
            edition.withdrawn_at, edition.withdrawal_notice = rows.withdrawal(record.withdrawn)
            if not self.loader.unpublished:
                edition.sign_off(publish_at=record.publish_at)
            else:
                edition.publish_at = record.publish_at
            self._put_file(edition, "pdf", record.pdf if pdf else None)
            edition.save()
            self.entry.outcome = "created"
            facts = rows.facts(edition, rows.EDITION_FACTS)
        else:
            edition.publication = self.publication
            files = {"pdf": record.pdf} if pdf else {}
            changed, facts = self._take_over(edition, item, mark, values | moment, files, rows.EDITION_FACTS)
            if record.withdrawn and not edition.withdrawn_at and (item is None or item.source_digest != mark):
                edition.withdrawn_at, edition.withdrawal_notice = rows.withdrawal(record.withdrawn)
                changed = True
            if changed:
                edition.save()
                self.entry.outcome = "updated"
        self.remember(ImportItem.Kind.EDITION, "", mark, facts, edition_id=edition.pk)
        return edition

    def _take_over(self, thing, item, mark: str, values: dict, files: dict, names) -> tuple[bool, str]:
        """Give an edition or a page what the source has now; facts that somebody changed here stay.

        Facts that are empty here are filled in any case. Returns whether something changed, and the digest of the
        facts by which a later run knows whether they were changed here.
        """
        if item is not None and item.source_digest == mark:
            return False, item.digest
        edited = item is None or item.digest != rows.facts(thing, names)
        kept = edited and not self.loader.replace
        changed = False
        for name, value in {**values, **files}.items():
            here = getattr(thing, name)
            if name in values and here == value:
                continue
            if value in (None, ""):
                # A source that says all there is has taken the fact back; another one may only not know it.
                if self.loader.whole and not edited and here:
                    setattr(thing, name, value)
                    changed = True
                continue
            if name in files and here and self.media.is_stored(value, here.name):
                continue
            if here and kept:
                self.report.warn(self.name, f"{thing}: {name} was changed here and is kept")
                continue
            if name in files:
                self._put_file(thing, name, value)
            else:
                setattr(thing, name, value)
            changed = True
        if kept:
            return changed, item.digest if item else ""
        return changed, rows.facts(thing, names)

    def _put_file(self, thing, name: str, path: str | None) -> None:
        if path:
            setattr(thing, name, self.media.store(path, thing._meta.get_field(name), thing))
            if name == "facsimile":
                thing.facsimile_is_drawn = False

    # -- pages

    def _page_records(self) -> list[PageRecord]:
        """The pages in canonical form, one for each number; a number that is none is an error of that page."""
        pages: dict[str, PageRecord] = {}
        for page in self.record.pages:
            try:
                page = canonical_page(page)
            except ValueError as error:
                self.report.error(self.name, f"a page was not stored: {error}")
                continue
            key = order_key(page.number)
            if known := pages.get(key):
                self.report.warn(self.name, f"names the page {page.number} twice; the two are put together")
                page = replace(known, articles=known.articles + page.articles)
            pages[key] = page
        return list(pages.values())

    def _pages(self, records: list[PageRecord]) -> dict[str, Page]:
        """The edition's pages by their order key, those of the records created or brought up to date."""
        is_new = self.entry.outcome == "created"
        pages = {} if is_new else {page.order_key: page for page in Page.objects.filter(edition=self.edition)}
        new, changed, remembered = [], [], []
        self.reordered: set[str] = set()
        for record in records:
            key = order_key(record.number)
            facsimile, pdf = self.media.picture(record.facsimile), self.media.pdf(record.pdf)
            mark = source_digest(
                {
                    "page": source_digest(replace(record, articles=(), facsimile=None, pdf=None)),
                    "facsimile": facsimile.sha256 if facsimile else None,
                    "pdf": pdf,
                    "articles": article_keys(record),
                }
            )
            values = {"name": record.name, "source_url": record.source_url, **rows.staff_fields(record.staff)}
            files = {"facsimile": record.facsimile if facsimile else None, "pdf": record.pdf if pdf else None}
            files = {name: path for name, path in files.items() if path}
            if problem := rows.too_long_value(Page, {"number": record.number, "order_key": key, **values}):
                self.report.error(self.name, f"page {record.number} was not stored: {problem}")
                continue
            item = self.items.get((ImportItem.Kind.PAGE, key))
            page = pages.get(key)
            if page is None:
                if item is not None:
                    self.report.warn(self.name, f"page {record.number} was deleted here and stays so")
                    continue
                page = Page(edition=self.edition, number=record.number, **values)
                for name, path in files.items():
                    self._put_file(page, name, path)
                new.append(page)
                self.reordered.add(key)
                remembered.append((key, mark, page, rows.facts(page, rows.PAGE_FACTS)))
            else:
                page.edition = self.edition
                if item is None or item.source_digest != mark:
                    self.reordered.add(key)
                differs, facts = self._take_over(page, item, mark, values, files, rows.PAGE_FACTS)
                if differs:
                    changed.append(page)
                remembered.append((key, mark, page, facts))
        Page.objects.bulk_create(new)
        beside = ("facsimile_width", "facsimile_height", "facsimile_is_drawn")
        Page.objects.bulk_update(changed, [*rows.PAGE_FACTS, *beside])
        pages |= {page.order_key: page for page in new}
        self.page_items = {
            key: self.remember(ImportItem.Kind.PAGE, key, mark, facts, page_id=page.pk, edition_id=self.edition.pk)
            for key, mark, page, facts in remembered
        }
        if (new or changed) and self.entry.outcome == "unchanged":
            self.entry.outcome = "updated"
        return pages

    def _cover_what_is_withdrawn(self) -> None:
        """The pictures of pages on which something is withdrawn show it no more."""
        withdrawn = any(each.record.withdrawn for each in self.incoming)
        if withdrawn or any(page.has_withdrawn for page in self.pages.values()):
            self.media.made(masking.renew(self.pages.values()))

    # -- what is remembered and told

    def remember(self, kind: str, key: str, mark: str, facts: str, **things: int | str) -> ImportItem:
        """Keep what a thing was when it was imported; `things` are further columns, such as `page_id`."""
        run = self.loader.run and self.loader.run.pk
        item = self.items.get((kind, key))
        if item is None:
            item = ImportItem(
                run_id=run,
                publication_id=self.publication.pk,
                date=self.record.date,
                label=self.record.label,
                kind=kind,
                key=key,
                source_digest=mark,
                digest=facts,
                **things,
            )
            self.new_items.append(item)
        elif item.source_digest != mark:
            item.run_id, item.source_digest, item.digest = run, mark, facts
            for name, thing in things.items():
                setattr(item, name, thing)
            self.changed_items.append(item)
        return item

    def _tell(self, pages: list[PageRecord]) -> None:
        report, entry = self.report, self.entry
        entry.pages = len(pages)
        for each in self.incoming:
            entry.articles[each.outcome] = entry.articles.get(each.outcome, 0) + 1
            report.count("complete" if each.record.complete else "headline_only")
            report.count(each.outcome if each.outcome != "gone" else "kept")
            report.count("credits", len(each.record.credits))
            for place, photo in enumerate(each.record.photos):
                report.count("photos_found" if photo.sha256 and place not in each.lost else "photos_missing")
                report.count("credits", len(photo.credits))
        if entry.outcome == "unchanged" and {"created", "updated"} & set(entry.articles):
            entry.outcome = "updated"
        report.count("editions")
        report.count("pages", len(pages))
        report.editions.append(entry)
