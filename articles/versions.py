"""An article's rows as its record, and the versions that keep such records."""

from django.db.models import Max, Prefetch

from articles.archive import rows
from articles.archive.records import (
    ArticleRecord,
    CorrectionRecord,
    CreditRecord,
    PhotoRecord,
    ReferenceRecord,
    RegionRecord,
    WithdrawnRecord,
    digest,
    from_json,
    to_json,
)
from articles.models import (
    Article,
    ArticleCredit,
    ArticleRegion,
    ArticleVersion,
    Correction,
    PhotoCaption,
)

# What `apply` sets of an article's own columns.
PRINTED = ("kind", "kicker", "headline", "subheadline", "body", "complete", "byline", "byline_place")


def with_record(articles):
    """The query set with everything that `record_of` reads, in a fixed number of queries."""
    return articles.select_related("page", "continues__page", "repeats__page").prefetch_related(
        Prefetch("credits", ArticleCredit.objects.order_by("order", "id")),
        Prefetch("captions", PhotoCaption.objects.select_related("photo").order_by("order", "id")),
        "captions__credits",
        Prefetch("regions", ArticleRegion.objects.select_related("page").order_by("id")),
        Prefetch("corrections", Correction.objects.order_by("date", "id")),
    )


def record_of(article: Article) -> ArticleRecord:
    """The article as its record: what is exported, versioned and compared. `with_record` makes it cheap for many."""
    return ArticleRecord(
        headline=article.headline,
        kicker=article.kicker,
        subheadline=article.subheadline,
        byline=article.byline,
        byline_place=article.byline_place,
        body=article.body,
        complete=article.complete,
        kind=article.kind,
        number=article.number,
        source_id=article.source_id,
        source_url=article.source_url,
        keywords=tuple(article.keywords),
        credits=_credits(article),
        photos=tuple(_photo(caption) for caption in article.captions.all()),
        regions=tuple(
            RegionRecord(
                points=tuple((float(x), float(y)) for x, y in region.polygon),
                page="" if region.page_id == article.page_id else region.page.number,
            )
            for region in article.regions.all()
        ),
        embargo=article.embargo,
        continues=_reference(article.continues),
        repeats=_reference(article.repeats),
        corrections=tuple(
            CorrectionRecord(correction.date, correction.text) for correction in article.corrections.all()
        ),
        withdrawn=withdrawn(article),
    )


def _credits(credited) -> tuple[CreditRecord, ...]:
    return tuple(CreditRecord(credit.name, credit.role, credit.affiliation) for credit in credited.credits.all())


def _photo(caption: PhotoCaption) -> PhotoRecord:
    photo = caption.photo
    return PhotoRecord(
        file=photo.archive_path if photo else None,
        sha256=photo.sha256 if photo else "",
        caption=caption.text,
        credit_line=caption.credit_line,
        credits=_credits(caption),
        alt=caption.alt,
    )


def _reference(other: Article | None) -> ReferenceRecord | None:
    return ReferenceRecord(other.page.number, other.number) if other and other.page else None


def withdrawn(thing) -> WithdrawnRecord | None:
    """The withdrawal of an article or an edition as its record."""
    return WithdrawnRecord(thing.withdrawal_notice, thing.withdrawn_at) if thing.withdrawn_at else None


def keep_all(articles: list[Article], *, note: str = "") -> None:
    """Keep the state of articles read by `with_record` as versions, in a fixed number of statements."""
    if not articles:
        return
    last = ArticleVersion.objects.filter(article__in=articles).values("article").annotate(newest=Max("pk"))
    newest = {
        version.article_id: version.record
        for version in ArticleVersion.objects.filter(pk__in=[row["newest"] for row in last])
    }
    records = [(article, record_of(article)) for article in articles]
    ArticleVersion.objects.bulk_create(
        ArticleVersion(article=article, record=to_json(record), digest=digest(record), note=note)
        for article, record in records
        if newest.get(article.pk) != to_json(record)
    )


def apply(article: Article, record: ArticleRecord) -> None:
    """Give a stored article what is printed in a record, and its keywords; its place, number and history stay.

    A photo that is no longer kept leaves its caption without a picture.
    """
    for name in PRINTED:
        setattr(article, name, getattr(record, name))
    article.keywords = list(record.keywords)
    article.save()
    digests = {photo.sha256 for photo in record.photos if photo.sha256}
    rows.write_printed([(article, record)], {article.pk}, rows.photos_for(digests, {}, None))


def read(article: Article) -> ArticleRecord | None:
    """The record of an article as it is stored; None where it is not stored yet."""
    stored = with_record(Article.objects.filter(pk=article.pk)).first()
    return record_of(stored) if stored else None


def digest_of(article: Article) -> str:
    """The digest of what is printed of an article as it is stored."""
    return digest(read(article))


def keep(article: Article, record: ArticleRecord | None = None, *, by=None, note: str = "") -> ArticleVersion | None:
    """Keep an article's record (its present one) as a version; None where the newest version has it already."""
    record = record or read(article)
    values = to_json(record)
    newest = newest_of(article)
    if newest and newest.record == values:
        return None
    return ArticleVersion.objects.create(
        article=article, record=values, digest=digest(record), created_by=by, note=note[:500]
    )


def newest_of(article: Article) -> ArticleVersion | None:
    """The newest version of the text that stands; what was only proposed is passed over."""
    return article.versions.filter(proposals__isnull=True).first()


def record_in(version: ArticleVersion) -> ArticleRecord:
    """The record that a version keeps."""
    return from_json(ArticleRecord, version.record)
