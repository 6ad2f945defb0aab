"""What readers see of a page on which something was withdrawn: its picture with that covered, or no picture."""

from collections import defaultdict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q

from articles.archive import rows
from articles.models import Article, ArticleRegion, ImportItem, Photo
from editions import ahead, binding, media
from editions.models import Edition, Page


def renew(pages) -> list[str]:
    """Bring the pictures of these pages up to date with what is withdrawn on them; the names of the files it made.

    Where a withdrawn article has no region on a page that it stands on, the whole picture is withheld. To be called in
    a transaction, after a withdrawal, a restoration, and whatever moves a withdrawn article, its region or the picture.
    """
    pages = list(pages)
    withdrawn = Article.objects.filter(withdrawn_at__isnull=False)
    regions, unmarked = defaultdict(list), set()
    on_these = withdrawn.filter(Q(page__in=pages) | Q(regions__page__in=pages)).distinct()
    for article in on_these.prefetch_related("regions"):
        lying = list(article.regions.all())
        for region in lying:
            regions[region.page_id].append(region.polygon)
        if article.page_id not in {region.page_id for region in lying}:
            unmarked.add(article.page_id)
    binding.forget(page.edition_id for page in pages)
    made = []
    for page in pages:
        holds = page.pk in regions or page.pk in unmarked
        if not holds and not page.has_withdrawn:
            continue
        content = None
        if page.facsimile and holds and page.pk not in unmarked:
            content = media.covered(page.facsimile.name, regions[page.pk])
        if page.masked:
            media.discard(page.masked)
        masked = ""
        if content:
            masked = default_storage.save(page.masked.field.generate_filename(page, "masked.jpg"), ContentFile(content))
            made.append(masked)
            ahead.prepare(masked)
        if holds and not page.has_withdrawn and page.facsimile:
            made.append(conceal_facsimile(page))
        page.has_withdrawn, page.masked = holds, masked
        Page.objects.filter(pk=page.pk).update(has_withdrawn=holds, masked=masked)
    return made


def conceal_facsimile(page: Page) -> str:
    """Give the picture of a page a name that no reader has known; the new name."""
    item = ImportItem.objects.filter(kind=ImportItem.Kind.PAGE, page=page).first()
    untouched = item and item.digest == rows.facts(page, rows.PAGE_FACTS)
    name = media.conceal(page.facsimile)
    Page.objects.filter(pk=page.pk).update(facsimile=name)
    page.facsimile = name
    if untouched:
        # The name is one of the facts by which an import knows that a page was changed here.
        item.digest = rows.facts(page, rows.PAGE_FACTS)
        item.save(update_fields=["digest"])
    return name


def conceal_photos(articles) -> None:
    """Take from readers the pictures of these articles that no public article uses; the originals are kept."""
    for photo in Photo.objects.filter(captions__article__in=articles).distinct():
        if not Article.objects.published().filter(captions__photo=photo).exists():
            name = media.conceal(photo.file)
            Photo.objects.filter(pk=photo.pk).update(file=name)


def conceal_edition(edition: Edition) -> None:
    """Take from readers every picture of an edition that is withdrawn whole, and the PDF of all of it."""
    binding.forget([edition.pk])
    for page in edition.pages.exclude(facsimile=""):
        conceal_facsimile(page)
        if page.masked:
            media.forget_renditions(page.masked.name)
    conceal_photos(edition.articles.all())


def pages_of(article: Article):
    """The pages on which an article lies: its own, and those that it runs over to."""
    lying = ArticleRegion.objects.filter(article=article).values("page")
    return Page.objects.filter(Q(pk=article.page_id) | Q(pk__in=lying))
