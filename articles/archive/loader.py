"""The only place where records become rows: one transaction for each edition, a fixed number of statements in each."""

from collections import Counter
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from articles import versions, workflow
from articles.models import Article, ImportItem, ImportRun
from articles.richtext import plain_text
from editions.models import Edition, Page, Publication
from editions.numbers import order_key

from . import rows
from .canonical import (
    article_keys,
    canonical_article,
    canonical_edition,
    canonical_page,
    known_by,
    source_digest,
    without_files,
)
from .incoming import Incoming, match
from .media import Media, Picture
from .records import ArticleRecord, EditionRecord, PageRecord, PublicationRecord, digest, to_json
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
        # What this run has loaded: for every edition the articles' keys, their digests and whether they were whole.
        self.loaded: dict[tuple, dict[str, tuple[str, bool]]] = {}

    def load(self, record: EditionRecord, *, keep: bool = True) -> None:
        """Store one edition; with `keep` off all is done and then undone.

        What cannot be stored is an error of that edition; one of a paper that cannot be is kept in `refused` as well.
        """
        name = " ".join(filter(None, (record.publication.slug, str(record.date), record.label)))
        if record.identity in self.loaded:
            self.report.warn(name, "comes more than once in this source; what is read is put together")
        self.loaded.setdefault(record.identity, {})
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
        self._articles(pages)
        ImportItem.objects.bulk_create(self.new_items)
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
        self._remember(ImportItem.Kind.EDITION, "", mark, facts, edition=edition)
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
        pages = {page.order_key: page for page in Page.objects.filter(edition=self.edition)}
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
        Page.objects.bulk_update(changed, [*rows.PAGE_FACTS, "facsimile_width", "facsimile_height"])
        pages |= {page.order_key: page for page in new}
        self.page_items = {
            key: self._remember(ImportItem.Kind.PAGE, key, mark, facts, page=page, edition=self.edition)
            for key, mark, page, facts in remembered
        }
        if (new or changed) and self.entry.outcome == "unchanged":
            self.entry.outcome = "updated"
        return pages

    # -- articles

    def _articles(self, pages: list[PageRecord]) -> None:
        incoming = self._incoming(pages)
        here = list(versions.with_record(Article.objects.filter(edition=self.edition)))
        match(incoming, here, self.items, lambda keys: versions.with_record(Article.objects.filter(pk__in=keys)))
        for each in incoming:
            each.outcome = self._decide(each)
        create = [each for each in incoming if each.outcome == "created"]
        update = [each for each in incoming if each.outcome == "updated"]
        self._number(create)
        for each in create:
            each.article = Article(
                publication=self.publication,
                edition=self.edition,
                page=each.page,
                number=each.record.number,
                order=each.order,
                origin=self.loader.run,
                state=Article.State.DRAFT if self.loader.unpublished else Article.State.APPROVED,
            )
        versions.keep_all([each.article for each in update if each.edited], note="before an import replaced it")
        order_here = _orders(here)
        self._move([each for each in update if each.moves])
        for each in (*create, *update):
            rows.write(each.article, each.record, self.now)
        Article.objects.bulk_create([each.article for each in create])
        Article.objects.bulk_update([each.article for each in update], [*rows.ARTICLE_FIELDS, "changed_at"])
        self._reorder(incoming, order_here)
        written = create + update
        rows.write_children(
            [(each.article, each.record) for each in written],
            {each.article.pk for each in update},
            self.pages,
            self.photos,
            lambda message: self.report.warn(self.name, message),
        )
        self._refer(incoming, written)
        if create:
            self.edition.save(update_fields=["last_article_number"])
        for each in incoming:
            if each.outcome in ("created", "updated", "adopted"):
                self._remember(
                    ImportItem.Kind.ARTICLE,
                    each.key,
                    each.source_digest,
                    digest(replace(each.record, photos=self._as_stored(each.record))),
                    beside=rows.beside(each.record),
                    article=each.article,
                    page=each.page,
                    edition=self.edition,
                )
            if each.outcome == "adopted":
                each.outcome = "unchanged"
        self.incoming = incoming

    def _as_stored(self, record: ArticleRecord):
        """The photos as they will be read back: a picture that is nowhere has no digest."""
        return tuple(
            replace(photo, sha256=photo.sha256 if photo.sha256 in self.photos else "") for photo in record.photos
        )

    def _incoming(self, pages: list[PageRecord]) -> list[Incoming]:
        pictures: dict[str, Picture] = {}
        found: list[Incoming] = []
        ordinals: Counter[str] = Counter()
        for page in pages:
            keys = article_keys(page, ordinals)
            row = self.pages.get(order_key(page.number))
            if row is None:
                continue
            for order, (key, record) in enumerate(zip(keys, page.articles, strict=True)):
                where = f"{self.name} {page.number} “{' '.join(record.headline.split())[:30]}”"
                record = canonical_article(record, page.number, lambda text, where=where: self.report.warn(where, text))
                if problem := rows.too_long(record):
                    self.report.error(where, f"was not stored: {problem}")
                    continue
                photos, lost = [], set()
                for place, photo in enumerate(record.photos):
                    picture = self.media.picture(photo.file)
                    if picture:
                        pictures[picture.sha256] = picture
                        if photo.sha256 and photo.sha256.lower() != picture.sha256:
                            self.report.warn(photo.file, "is another picture than its digest says")
                    elif photo.file:
                        lost.add(place)
                    photos.append(replace(photo, sha256=picture.sha256 if picture else photo.sha256))
                record = replace(record, photos=without_files(tuple(photos)))
                found.append(Incoming(key, record, row, order, "", lost=frozenset(lost)))
        self.photos = rows.photos_for(
            {photo.sha256 for each in found for photo in each.record.photos if photo.sha256},
            pictures,
            self.media,
        )
        for each in found:
            each.record = replace(each.record, photos=self._as_stored(each.record))
            each.source_digest = source_digest({"article": to_json(each.record), "page": each.page.order_key})
        return self._not_loaded_before(found)

    def _not_loaded_before(self, found: list[Incoming]) -> list[Incoming]:
        """Without what this run has loaded already; another text of the same article is said and not stored."""
        loaded = self.loader.loaded.setdefault(self.record.identity, {})
        fresh = []
        for each in found:
            before = loaded.get(each.key)
            if before and (before[0] == each.source_digest or not each.record.complete):
                continue
            if before and before[1]:
                title = " ".join(each.record.headline.split())
                self.report.warn(self.name, f"comes again with another text of “{title}”; the first is kept")
                self.report.without_place(self.name, plain_text(each.record.body), "a second text of one article")
                continue
            loaded[each.key] = (each.source_digest, each.record.complete)
            fresh.append(each)
        return fresh

    def _decide(self, each: Incoming) -> str:
        """What is to become of one incoming article: created, updated, unchanged, kept, gone, or adopted as it is."""
        article, item, record = each.article, each.item, each.record
        if each.doubtful:
            self._keep(each, "is another text than those of that headline here, and was not stored")
            self.report.without_place(self.name, plain_text(record.body), "a text whose headline several articles have")
            return "kept"
        if article is None:
            if item is not None:
                self._keep(each, "was deleted here and stays so")
                return "gone"
            return "created"
        if item is not None and item.source_digest == each.source_digest:
            return "unchanged"
        if not record.complete and article.complete:
            return "unchanged"
        if article.withdrawn_at and not record.withdrawn:
            self._keep(each, "was withdrawn here and stays so")
            return "kept"
        here = versions.record_of(article)
        each.moves = bool(item and item.page_id == article.page_id and each.page.pk != article.page_id)
        each.record = record = self._with_what_is_here(each, here)
        there = replace(record, number=here.number)
        if not record.complete and known_by(there.headline) == known_by(here.headline):
            # A list of headlines may print one with half-width punctuation that another prints with full-width.
            there = replace(there, headline=here.headline)
        same = source_digest(replace(here, photos=without_files(here.photos))) == source_digest(there)
        if same and not each.moves:
            return "adopted" if record.complete else "unchanged"
        edited = item is None or digest(here) != item.digest
        if edited and not self.loader.replace and not (item is None and not article.complete):
            self._keep(each, "was edited here and is kept")
            return "kept"
        each.edited = edited
        return "updated"

    def _with_what_is_here(self, each: Incoming, here: ArticleRecord) -> ArticleRecord:
        """The record with what it must not undo: corrections, an embargo and regions made here, pictures it lost."""
        record = each.record
        photos = list(record.photos)
        for place, caption in enumerate(each.article.captions.all()):
            if place in each.lost and caption.photo and caption.text == photos[place].caption:
                photos[place] = replace(photos[place], sha256=caption.photo.sha256)
                self.photos[caption.photo.sha256] = caption.photo
        moments = {correction.date for correction in record.corrections}
        made_here = (correction for correction in here.corrections if correction.date not in moments)
        if each.item and each.item.beside and each.item.beside != rows.beside(here):
            record = _with_people_of(replace(record, photos=tuple(photos)), here)
            photos = list(record.photos)
        if not self.loader.whole:
            record = replace(
                record, continues=record.continues or here.continues, repeats=record.repeats or here.repeats
            )
        return replace(
            record,
            photos=tuple(photos),
            corrections=tuple(sorted((*record.corrections, *made_here), key=lambda correction: correction.date)),
            embargo=record.embargo or here.embargo,
            regions=record.regions or here.regions,
        )

    def _keep(self, each: Incoming, message: str) -> None:
        title = " ".join(each.record.headline.split()) or each.key
        self.entry.kept.append(f"{each.page.number} {title}: {message}")
        self.report.warn(f"{self.name} {each.page.number}", f"“{title}” {message}")

    def _number(self, create: list[Incoming]) -> None:
        """Numbers within the edition: the source's where they are free, else the next that was never given."""
        used = set(Article.objects.filter(edition=self.edition).values_list("number", flat=True)) if create else set()
        last = self.edition.last_article_number
        wanted = [each.record.number for each in create if each.record.number]
        next_number = max([last, *wanted])
        for each in create:
            number = each.record.number
            if number is None or number in used:
                if number is not None:
                    self.report.warn(self.name, f"the number {number} is given already; a new one was taken")
                next_number += 1
                number = next_number
            used.add(number)
            each.record = replace(each.record, number=number)
        self.edition.last_article_number = next_number

    def _move(self, moving: list[Incoming]) -> None:
        """Articles that the source has put on another page, and nobody here: their former addresses go on answering."""
        if not moving:
            return
        with workflow.addresses_kept(Article.objects.filter(pk__in=[each.article.pk for each in moving])):
            for each in moving:
                each.article.page, each.article.order = each.page, each.order
            Article.objects.bulk_update([each.article for each in moving], ["page", "order"])

    def _reorder(self, incoming: list[Incoming], order_here: dict[int, list[int]]) -> None:
        """The order on a page follows the source when the source's list has changed, unless it was changed here."""
        moved = []
        for page in [page for key, page in self.pages.items() if key in self.reordered]:
            item = self.page_items.get(page.order_key)
            on_page = [each for each in incoming if each.article is not None and each.article.page_id == page.pk]
            before = order_here.get(page.pk, [])
            if item and item.beside and item.beside != source_digest({"order": before}):
                self.report.warn(self.name, f"{page.number}: its articles were put in another order here, which stays")
                last = len(before) + max((each.article.order for each in on_page), default=0)
                for place, each in enumerate(each for each in on_page if each.article.pk not in before):
                    each.article.order = last + place
                    moved.append(each.article)
                continue
            for each in on_page:
                if each.article.order != each.order:
                    each.article.order = each.order
                    moved.append(each.article)
            if item:
                here = {pk: place for place, pk in enumerate(before)}
                order = {each.article.pk: (each.article.order, each.article.pk) for each in on_page}
                rest = {pk: (place, pk) for pk, place in here.items() if pk not in order}
                item.beside = source_digest({"order": sorted(order | rest, key=(order | rest).get)})
        Article.objects.bulk_update(moved, ["order"])

    def _refer(self, incoming: list[Incoming], written: list[Incoming]) -> None:
        """Tie what continues or repeats another article to it; an end that is not here is reported."""
        if not any(each.record.continues or each.record.repeats or each.outcome == "updated" for each in written):
            return
        by_number = {article.number: article for article in Article.objects.filter(edition=self.edition).only("number")}
        # A number may have been given anew; what the source calls it counts here.
        by_number |= {each.record.number: each.article for each in incoming if each.article and each.record.number}
        by_source = {each.record.source_id: each.article for each in incoming if each.article and each.record.source_id}
        tied = []
        for each in written:
            for name in ("continues", "repeats"):
                reference = getattr(each.record, name)
                other = None
                if reference:
                    other = by_source.get(reference.source_id) or by_number.get(reference.number)
                if reference and (other is None or other.pk == each.article.pk):
                    self.report.warn(
                        self.name,
                        f"{each.page.number} “{each.article.title}” {name} article "
                        f"{reference.number or reference.source_id} of page {reference.page}, which is not here",
                    )
                    other = None
                setattr(each.article, name, other)
            tied.append(each.article)
        Article.objects.bulk_update(tied, ["continues", "repeats"])

    # -- what is remembered and told

    def _remember(self, kind: str, key: str, mark: str, facts: str, **things) -> ImportItem:
        item = self.items.get((kind, key))
        if item is None:
            item = ImportItem(
                run=self.loader.run,
                publication=self.publication,
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
            item.run, item.source_digest, item.digest = self.loader.run, mark, facts
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


def _orders(articles: list[Article]) -> dict[int, list[int]]:
    """The primary keys of the articles of each page, by the page's, in their order."""
    found: dict[int, list[int]] = {}
    for article in sorted(articles, key=lambda article: (article.order, article.pk)):
        found.setdefault(article.page_id, []).append(article.pk)
    return found


def _with_people_of(record: ArticleRecord, here: ArticleRecord) -> ArticleRecord:
    """The record with keywords and credited people as they were changed here, where the printed line is the same."""
    printed = {(photo.caption, photo.credit_line): photo.credits for photo in here.photos}
    return replace(
        record,
        keywords=here.keywords,
        credits=here.credits if record.byline == here.byline else record.credits,
        photos=tuple(
            replace(photo, credits=printed.get((photo.caption, photo.credit_line), photo.credits))
            for photo in record.photos
        ),
    )
