"""The articles of one edition on their way in: what each of them is here, and what is to become of it."""

from collections import Counter
from dataclasses import replace

from articles import versions, workflow
from articles.models import Article, ImportItem
from articles.richtext import plain_text
from editions.numbers import order_key

from . import bulk, rows
from .canonical import article_keys, canonical_article, known_by, source_digest, without_files
from .incoming import Incoming, match
from .media import Picture
from .records import ArticleRecord, PageRecord, digest, to_json


class ArticleLoading:
    """The part of an edition's loading that concerns its articles, in a fixed number of statements."""

    def __init__(self, loading):
        """`loading` has stored the edition and its pages already."""
        self.loader, self.media, self.report, self.name = loading.loader, loading.media, loading.report, loading.name
        self.record, self.entry, self.now, self.items = loading.record, loading.entry, loading.now, loading.items
        self.publication, self.edition = loading.publication, loading.edition
        self.pages, self.page_items, self.reordered = loading.pages, loading.page_items, loading.reordered
        self.remember = loading.remember
        self.is_new = self.entry.outcome == "created"

    def store(self, pages: list[PageRecord]) -> list[Incoming]:
        """Store the articles of these pages; what became of each stands in its outcome."""
        incoming = self._incoming(pages)
        here = list(versions.with_record(Article.objects.filter(edition=self.edition))) if not self.is_new else []
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
                number=each.number,
                order=each.order,
                origin=self.loader.run,
                state=Article.State.DRAFT if self.loader.unpublished else Article.State.APPROVED,
            )
        versions.keep_all([each.article for each in update if each.edited], note="before an import replaced it")
        order_here = _orders(here)
        pages = {each.article.page_id for each in update if each.moves}
        self._move([each for each in update if each.moves])
        for each in (*create, *update):
            rows.write(each.article, each.record, self.now)
        bulk.insert_instances([each.article for each in create])
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
        for each in update:
            each.digest = digest(self._as_stored(each.record))
        if not self.is_new:
            reprinted = [each.article for each in update if each.digest != each.digest_here]
            pages |= {each.article.page_id for each in written if each.moves or each.outcome == "created"}
            pages |= {article.page_id for article in reprinted}
            workflow.printed_anew(self.publication, reprinted, pages)
        if create:
            self.edition.save(update_fields=["last_article_number"])
        for each in incoming:
            if each.outcome in ("created", "updated", "adopted"):
                self.remember(
                    ImportItem.Kind.ARTICLE,
                    each.key,
                    each.source_digest,
                    digest(self._as_stored(each.record)) if each.outcome == "adopted" else each.digest,
                    beside=rows.beside(each.record),
                    article_id=each.article.pk,
                    page_id=each.page.pk,
                    edition_id=self.edition.pk,
                )
            if each.outcome == "adopted":
                each.outcome = "unchanged"
        return incoming

    def _as_stored(self, record: ArticleRecord) -> ArticleRecord:
        """The record as it will be read back: a picture that is nowhere has no digest."""
        if all(not photo.sha256 or photo.sha256 in self.photos for photo in record.photos):
            return record
        photos = (photo if photo.sha256 in self.photos else replace(photo, sha256="") for photo in record.photos)
        return replace(record, photos=tuple(photos))

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
                    photos.append(replace(photo, file=None, sha256=picture.sha256 if picture else photo.sha256))
                record = replace(record, photos=tuple(photos))
                found.append(Incoming(key, record, row, order, "", lost=frozenset(lost)))
        self.photos = rows.photos_for(
            {photo.sha256 for each in found for photo in each.record.photos if photo.sha256},
            pictures,
            self.media,
        )
        for each in found:
            each.record = self._as_stored(each.record)
            each.digest = digest(each.record)
            # The digest stands for the body, the longest part by far, which need not be digested twice.
            known = to_json(each.record) | {"body": each.digest}
            each.source_digest = source_digest({"article": known, "page": each.page.order_key})
        return self._not_loaded_before(found)

    def _not_loaded_before(self, found: list[Incoming]) -> list[Incoming]:
        """Without what this run has loaded already; another text of the same article is said and not stored."""
        before = {key: seen for articles in self.loader.loaded.of(self.record.identity) for key, *seen in articles}
        fresh = []
        for each in found:
            digest_before, whole_before = before.get(each.key, (None, False))
            if digest_before == each.source_digest or (digest_before and not each.record.complete):
                continue
            if whole_before:
                title = " ".join(each.record.headline.split())
                self.report.warn(self.name, f"comes again with another text of “{title}”; the first is kept")
                self.report.without_place(self.name, plain_text(each.record.body), "a second text of one article")
                continue
            fresh.append(each)
        if fresh:
            brought = [(each.key, each.source_digest, each.record.complete) for each in fresh]
            self.loader.loaded.add(self.record.identity, brought)
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
        each.digest_here = digest(here)
        edited = item is None or each.digest_here != item.digest
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
        here = Article.objects.filter(edition=self.edition).values_list("number", flat=True)
        used = set(here) if create and not self.is_new else set()
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
            each.number = number
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
        arrived: dict[int, list[Incoming]] = {}
        for each in incoming:
            if each.article is not None:
                arrived.setdefault(each.article.page_id, []).append(each)
        for page in [page for key, page in self.pages.items() if key in self.reordered]:
            item = self.page_items.get(page.order_key)
            on_page = arrived.get(page.pk, [])
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
