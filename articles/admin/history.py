"""An article's versions beside each other: who changed what, when and why, and the way back to any of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import versions, workflow
from articles.models import Article, ArticleVersion

from .reading import as_compared

# How many versions a page lists.
ON_A_PAGE = 100


class History:
    """For the desk of articles: a page that compares two versions, and brings one back."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<int:key>/versions/", view, name="articles_article_versions"), *super().get_urls()]

    def compare_view(self, request, key):
        article = get_object_or_404(Article.objects.select_related("publication"), pk=key)
        if not (self.has_view_permission(request, article) and request.user.has_perm("articles.view_articleversion")):
            raise PermissionDenied
        kept = article.versions.select_related("created_by")
        if request.method == "POST":
            return self._restore(request, article, _named(kept, request.POST.get("version")))
        after, before, *_older = [*kept[:2], None, None]
        after = _named(kept, request.GET.get("after")) or after
        before = _named(kept, request.GET.get("before")) or before
        page = Paginator(kept.defer("record"), ON_A_PAGE).get_page(request.GET.get("p"))
        compared = {}
        if before and after:
            compared = as_compared(versions.record_in(before), versions.record_in(after))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Versions of “%(title)s”") % {"title": article.title},
            "opts": self.opts,
            "article": article,
            "page": page,
            "versions": _with_chosen(page, before, after),
            "before": before,
            "after": after,
            **compared,
            "may_restore": self.has_change_permission(request, article),
        }
        return TemplateResponse(request, "admin/articles/article/versions.html", context)

    def _restore(self, request, article, version):
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if version is None:
            raise Http404
        try:
            workflow.restore_version(article, version, by=request.user)
        except workflow.Frozen as frozen:
            return self._propose(request, article, frozen.record)
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.log_change(request, article, _("Brought back an earlier version."))
            self.message_user(request, _("The article has the text of that version again."), messages.SUCCESS)
        return redirect(reverse("admin:articles_article_versions", args=[article.pk]))

    def _propose(self, request, article, record):
        """Of an article that is signed off an earlier version is proposed as its correction."""
        try:
            workflow.correct(article, record, request.POST.get("_note", ""), by=request.user)
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(reverse("admin:articles_article_versions", args=[article.pk]))
        self.log_change(request, article, _("Proposed a correction."))
        sentence = _("Proposed as a correction. Readers keep the present text until somebody approves it.")
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect(reverse("admin:articles_article_correction", args=[article.pk]))


def _named(kept: QuerySet[ArticleVersion], key: str | None) -> ArticleVersion | None:
    """The version that the address or the form names by its key, of those that the article has."""
    try:
        return kept.filter(pk=key).first() if key else None
    except ValueError:
        return None


def _with_chosen(page: Page, *chosen: ArticleVersion | None) -> list[ArticleVersion]:
    """The versions of a page, newest first, and among them those that are compared, whichever page they stand on."""
    listed = {version.pk: version for version in (*page, *filter(None, chosen))}
    return sorted(listed.values(), key=lambda version: (version.created_at, version.pk), reverse=True)
