"""Who else has an article open, at the top of its form: as it is opened, and with every heartbeat while it is."""

from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import presence
from articles.models import Article
from editions.names import side_by_side


class Presence:
    """For the desk of articles."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.presence_view)
        return [path("<int:key>/presence/", view, name="articles_article_presence"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            presence.note(obj.pk, request.user)
            context["presence"] = {
                "address": reverse("admin:articles_article_presence", args=[obj.pk]),
                "sentence": _said(presence.others(obj.pk, request.user)),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(require_POST)
    def presence_view(self, request, key):
        """A heartbeat of the form, answered with who else has it open; `gone` is sent as the page is left."""
        article = Article.objects.filter(pk=key).only("pk").first()
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        if "gone" in request.POST:
            presence.leave(key, request.user)
            return JsonResponse({})
        presence.note(key, request.user)
        others = presence.others(key, request.user)
        return JsonResponse(
            {
                "others": [{"name": str(opening), "since": opening.since.isoformat()} for opening in others],
                "sentence": _said(others),
            }
        )


def _said(others) -> str:
    """`同时打开本稿的：沈一苇（自10:20）、柳岸（自10:31）。`; "" where nobody else has it open."""
    if not others:
        return ""
    named = [
        _("%(name)s (since %(time)s)")
        % {"name": opening, "time": date_format(timezone.localtime(opening.since), "TIME_FORMAT")}
        for opening in others
    ]
    return _("Open at the same time: %(names)s.") % {"names": side_by_side(named)}
