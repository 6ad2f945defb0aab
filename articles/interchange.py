"""A page and an article for programs, as they are read in the shape of the interchange (`edition.schema.json`).

They are the records that an export writes, of what is published only. Where an export names a file of its media folder,
they name the absolute address at which readers get it, and nothing where readers get none. The digest of a photo is
left out: it is that of the original, which nobody gets.
"""

from dataclasses import replace

from articles import versions
from articles.archive.exporting import article_record, page_record
from articles.archive.records import ArticleRecord, to_json
from articles.models import Article, PhotoCaption
from editions.description import describe_edition, describe_page, picture
from editions.models import Page


def of_page(page: Page, site: str) -> dict:
    """A public page with its published articles, as `$defs/page` says; `site` as `site_of` gives it."""
    published = Article.objects.published().filter(edition=page.edition_id)
    articles = list(versions.with_record(published.filter(page=page)).order_by("order", "number"))
    record = page_record(page.edition, page, articles, set(published.values_list("pk", flat=True)))
    described = describe_page(page, describe_edition(page.edition, site), site)
    return to_json(
        replace(
            record,
            facsimile=described.facsimile.largest.address if described.facsimile else None,
            pdf=described.pdf or None,
            articles=tuple(_offered(*each, site) for each in zip(articles, record.articles, strict=True)),
        )
    )


def published_article(publication: str, day, number: int) -> Article | None:
    """The public article of that number in the paper's edition of that day, with all that `of_article` reads."""
    date, label = day
    numbered = {"edition__date": date, "edition__label": label, "number": number}
    articles = Article.objects.published().filter(publication__slug=publication, **numbered)
    return versions.with_record(articles).select_related("edition").first()


def of_article(article: Article, site: str) -> dict:
    """An article that `published_article` has found, as `$defs/article` says."""
    published = Article.objects.published().filter(edition=article.edition_id)
    record = article_record(article, set(published.values_list("pk", flat=True)))
    return to_json(_offered(article, record, site))


def _offered(article: Article, record: ArticleRecord, site: str) -> ArticleRecord:
    """The record with the pictures as readers get them."""
    captions = zip(article.captions.all(), record.photos, strict=True)
    return replace(
        record,
        photos=tuple(replace(photo, file=_address(caption, site), sha256="") for caption, photo in captions),
    )


def _address(caption: PhotoCaption, site: str) -> str | None:
    photo = caption.photo
    shown = photo and picture(photo.file, photo.width, photo.height, site)
    return shown.largest.address if shown else None
