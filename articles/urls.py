"""Addresses of articles, contributors, photos, search, corrections, and those of former sites."""

from django.urls import path, re_path

from editions import converters  # noqa: F401 - registers the converters

from . import search_page, views

urlpatterns = [
    path("search/", search_page.search, name="search"),
    path("contributors/", views.contributors, name="contributors"),
    path("contributors/<number:pk>/", views.contributor),
    path("contributors/<number:pk>-<str:slug>/", views.contributor, name="contributor"),
    path("photos/", views.photos, name="photos"),
    path("photos/<number:key>/", views.photo, name="photo"),
    path("<slug:publication>/corrections/", views.corrections, name="corrections"),
    path("<slug:publication>/<day:day>/<page_number:page>/<number:number>/", views.article, name="article"),
    re_path(
        r"^(?P<publication>[a-z0-9-]+)/(?P<source_url>(?:html|content|pc|pad)/[^\0]+)$", views.legacy, name="legacy"
    ),
]
