"""Addresses that machines read: citations. They are the same in every language of the site, so they stand once."""

from django.urls import path

from editions import converters  # noqa: F401 - registers the converters

from . import machines

EDITION = "<slug:publication>/<day:day>/"
ARTICLE = f"{EDITION}<page_number:page>/<number:number>/"

urlpatterns = [
    path(f"{ARTICLE}cite.ris", machines.cite, {"form": "ris"}, name="cite-ris"),
    path(f"{ARTICLE}cite.bib", machines.cite, {"form": "bib"}, name="cite-bib"),
    path(f"{EDITION}cite.ris", machines.cite_edition, {"form": "ris"}, name="cite-edition-ris"),
    path(f"{EDITION}cite.bib", machines.cite_edition, {"form": "bib"}, name="cite-edition-bib"),
]
