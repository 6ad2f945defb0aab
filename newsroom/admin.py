"""The newsroom's own admin site: its name, and its desks in the order of the day's work."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

DESKS = [
    "editions.edition",
    "editions.page",
    "editions.publication",
    "articles.article",
    "articles.photo",
    "articles.photocaption",
    "articles.contributor",
    "articles.correction",
    "articles.articleversion",
    "articles.articleregion",
    "articles.articleaddress",
    "articles.importrun",
    "articles.importitem",
]


def _place(label: str) -> int:
    return DESKS.index(label) if label in DESKS else len(DESKS)


class NewsroomSite(admin.AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("The desks")

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["model"]._meta.label_lower))
        return sorted(apps, key=lambda app: min(_place(model["model"]._meta.label_lower) for model in app["models"]))


class NewsroomAdmin(AdminConfig):
    """Django's admin with this site."""

    default_site = "newsroom.admin.NewsroomSite"
