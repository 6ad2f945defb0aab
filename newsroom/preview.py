"""What readers will see, shown to staff beforehand: from the reader's own templates, under the admin's addresses."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import get_urlconf, path, reverse, set_urlconf
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.navigation import article_at, with_print
from articles.views import article_context
from editions import converters  # noqa: F401 - registers the converters
from editions.models import Edition, Page
from editions.navigation import edition_at, page_at
from editions.views import edition_context, page_context, whole_pdf

# A page shows its articles, and an article its page.
NEEDED = ("editions.view_edition", "editions.view_page", "articles.view_article")


def a_preview(view):
    """For staff who may see all of it, kept by no cache; its links to editions, pages and articles are previews too."""

    @require_safe
    @wraps(view)
    def preview(request, *args, **kwargs):
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        outside = get_urlconf()
        set_urlconf("newsroom.preview_urls")
        try:
            response = view(request, *args, **kwargs)
        finally:
            set_urlconf(outside)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return preview


@a_preview
def edition(request, publication, day):
    """An edition with all that stands on its pages."""
    edition = _there(edition_at(Edition.objects.all(), publication, day))
    context = edition_context(edition, edition.articles.previewed())
    shown = {article.pk: article for page in context["pages"] for article in page.headlines}
    notices = [_standing(edition), *_not_ready(shown.values())]
    return _show(request, "editions/edition.html", context, edition, notices)


@a_preview
def page(request, publication, day, number):
    """A page with all that stands on it."""
    page = _there(page_at(Page.objects.all(), publication, day, number))
    context = page_context(page, Article.objects.previewed())
    notices = [_standing(page.edition), *_not_ready(context["headlines"])]
    return _show(request, "editions/page.html", context, page, notices)


@a_preview
def edition_pdf(request, publication, day):
    """The PDF of all pages, as readers will get it."""
    return whole_pdf(request, _there(edition_at(Edition.objects.all(), publication, day)))


@a_preview
def page_pdf(request, publication, day, number):
    """The original of a page's PDF."""
    page = _there(page_at(Page.objects.all(), publication, day, number))
    if not page.pdf:
        raise Http404
    return redirect(page.pdf.url)


@a_preview
def article(request, publication, day, page, number):
    """An article at its place, whatever keeps readers from it."""
    placed = Article.objects.filter(page__isnull=False)
    return _show_article(request, _there(article_at(placed, publication, day, number)))


@a_preview
def stored(request, model, key):
    """An edition, page or article by its key: leads to where it stands; an article of the copy pool is shown here."""
    thing = get_object_or_404(model, pk=key)
    if isinstance(thing, Article) and thing.page is None:
        return _show_article(request, with_print(Article.objects.filter(pk=key)).get())
    return redirect(thing)


def mirrored(site) -> list:
    """The preview's addresses, under the names and with the parts of the reader's own; `site` asks who is there."""
    return [
        path("edition/<number:key>/", site.admin_view(stored), {"model": Edition}, name="stored-edition"),
        path("page/<number:key>/", site.admin_view(stored), {"model": Page}, name="stored-page"),
        path("article/<number:key>/", site.admin_view(stored), {"model": Article}, name="stored-article"),
        path("<slug:publication>/<day:day>/", site.admin_view(edition), name="edition"),
        path("<slug:publication>/<day:day>/edition.pdf", site.admin_view(edition_pdf), name="edition-pdf"),
        path("<slug:publication>/<day:day>/<page_number:number>/", site.admin_view(page), name="page"),
        path(
            "<slug:publication>/<day:day>/<page_number:number>/page.pdf",
            site.admin_view(page_pdf),
            name="page-pdf",
        ),
        path(
            "<slug:publication>/<day:day>/<page_number:page>/<number:number>/",
            site.admin_view(article),
            name="article",
        ),
    ]


def _show_article(request, article):
    context = article_context(article, Article.objects.previewed())
    return _show(request, "articles/article.html", context, article, _kept_back(article))


def _show(request, template, context, thing, notices):
    """The reader's template, with what stands between `thing` and its readers above it."""
    form = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    return render(request, template, context | {"preview": {"notices": notices, "form": form}})


def _there(found):
    if found is None:
        raise Http404
    return found


def _standing(edition: Edition) -> str:
    """How far an edition is from its readers."""
    if edition.withdrawn_at:
        return _("This edition is withdrawn.")
    if not edition.signed_off_at:
        return _("This edition is not signed off.")
    if edition.publish_at > timezone.now():
        return _("Readers see this edition from %(time)s.") % {"time": _on_its_clock(edition.publish_at, edition)}
    return _("Readers see this edition now.")


def _not_ready(articles) -> list[str]:
    """How many of the articles shown readers would not see if the edition were public now."""
    waiting = sum(article.state != Article.State.APPROVED for article in articles)
    embargoed = sum(_is_embargoed(article) for article in articles)
    sentences = [
        ngettext("%(count)d article is not approved yet.", "%(count)d articles are not approved yet.", waiting)
        % {"count": waiting},
        ngettext("%(count)d article is under embargo.", "%(count)d articles are under embargo.", embargoed)
        % {"count": embargoed},
    ]
    return [sentence for sentence, count in zip(sentences, (waiting, embargoed), strict=True) if count]


def _kept_back(article: Article) -> list[str]:
    """What keeps an article from its readers; that they see it, where nothing does."""
    notices = []
    if article.withdrawn_at:
        notices.append(_("This article is withdrawn: %(notice)s") % {"notice": article.withdrawal_notice})
    if article.state != Article.State.APPROVED:
        notices.append(_("This article is not approved yet (%(state)s).") % {"state": article.get_state_display()})
    if _is_embargoed(article):
        until = _on_its_clock(article.embargo, article)
        notices.append(_("This article is under embargo until %(time)s.") % {"time": until})
    if article.page is None:
        notices.append(_("This article is in the copy pool."))
    elif not article.edition.is_public:
        notices.append(_standing(article.edition))
    return notices or [_("Readers see this article now.")]


def _is_embargoed(article: Article) -> bool:
    return bool(article.embargo and article.embargo > timezone.now())


def _on_its_clock(moment, thing) -> str:
    """A moment as the paper's own clock shows it."""
    return date_format(moment.astimezone(thing.publication.zone), "DATETIME_FORMAT")
