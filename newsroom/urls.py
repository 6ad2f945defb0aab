"""The site's addresses: simplified Chinese at the bare ones, traditional under /zh-hant/, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from editions.image_service import REGION, SIZE
from editions.media import ORIGINAL

from . import health, views

handler404 = "newsroom.views.not_found"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<section>.xml", views.sitemap_section, name="sitemap-section"),
    re_path(
        rf"^media/(?P<name>{ORIGINAL})/(?P<width>[1-9][0-9]{{0,4}})\.(?P<form>jpg|webp)$",
        views.rendition,
        name="rendition",
    ),
    re_path(
        rf"^media/(?P<name>{ORIGINAL})/tiles/"
        r"(?P<level>[0-9]{1,2})/(?P<column>[0-9]{1,3})-(?P<row>[0-9]{1,3})\.jpg$",
        views.tile,
        name="tile",
    ),
    re_path(rf"^media/(?P<name>{ORIGINAL})/info\.json$", views.image_info, name="image-info"),
    re_path(
        rf"^media/(?P<name>{ORIGINAL})/(?P<region>{REGION})/(?P<size>{SIZE})/0/default\.jpg$",
        views.image_part,
        name="image-part",
    ),
    path("", include("articles.machine_urls")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("admin/originals/<path:name>", views.original, name="original"),
        path("admin/", admin.site.urls),
        # Before the papers' addresses: search, contributors and photos would be the names of papers.
        path("", include("articles.urls")),
        path("", include("editions.urls")),
        prefix_default_language=False,
    ),
]
