"""The site's addresses as the links of a preview see them: editions, pages and articles stand within the preview."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from . import urls
from .preview import mirrored

urlpatterns = [
    *urls.urlpatterns,
    # Of the addresses that bear one name, the last is the one that links are made to.
    *i18n_patterns(path("admin/preview/", include(mirrored(admin.site))), prefix_default_language=False),
]
