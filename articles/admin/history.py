"""An article's versions beside each other: who changed what, when and why, and the way back to any of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import versions, workflow
from articles.models import Article, ArticleVersion

from .reading import as_compared

# The newest versions are listed; older ones stand on their own desk.
MOST = 100


class History:
    """For the desk of articles: a page that compares two versions, and brings one back."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<int:key>/versions/", view, name="articles_article_versions"), *super().get_urls()]

    def compare_view(self, request, key):
        article = get_object_or_404(Article.objects.select_related("publication"), pk=key)
        if not (self.has_view_permission(request, article) and request.user.has_perm("articles.view_articleversion")):
            raise PermissionDenied
        kept = list(article.versions.select_related("created_by")[:MOST])
        if request.method == "POST":
            return self._restore(request, article, kept)
        after = _chosen(request, kept, "after", 0)
        before = _chosen(request, kept, "before", 1)
        compared = {}
        if before and after:
            compared = as_compared(versions.record_in(before), versions.record_in(after))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Versions of “%(title)s”") % {"title": article.title},
            "opts": self.opts,
            "article": article,
            "versions": kept,
            "before": before,
            "after": after,
            **compared,
            "may_restore": self.has_change_permission(request, article),
        }
        return TemplateResponse(request, "admin/articles/article/versions.html", context)

    def _restore(self, request, article, kept):
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        version = _chosen(request, kept, "version", None)
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


def _chosen(request, kept: list[ArticleVersion], name: str, usual: int | None) -> ArticleVersion | None:
    """The version that the address or the form names, of those that the article has; else the usual one."""
    wanted = (request.POST if request.method == "POST" else request.GET).get(name, "")
    for version in kept:
        if str(version.pk) == wanted:
            return version
    return kept[usual] if usual is not None and usual < len(kept) else None
