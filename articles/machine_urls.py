"""Addresses that machines read: one for all languages of the site, since their content is (see docs/machines.md)."""

from django.urls import path

from editions import converters  # noqa: F401 - registers the converters

from . import machines, search_machines

EDITION = "<slug:publication>/<day:day>/"
ARTICLE = f"{EDITION}<page_number:page>/<number:number>/"


def in_both_forms(where: str, view, name: str) -> list:
    """The feeds at an address: Atom, whose name is `name`, and RSS."""
    return [
        path(f"{where}feed.xml", view, {"form": "atom"}, name=name),
        path(f"{where}rss.xml", view, {"form": "rss"}, name=f"{name}-rss"),
    ]


urlpatterns = [
    path("search.json", search_machines.as_json, name="search-json"),
    path("search.atom", search_machines.as_atom, name="search-atom"),
    path("opensearch.xml", search_machines.description, name="opensearch"),
    *in_both_forms("contributors/<number:pk>/", machines.contributor_feed, "contributor-feed"),
    *in_both_forms("<slug:publication>/", machines.paper_feed, "feed"),
    # A printed name may hold a slash.
    *in_both_forms("<slug:publication>/pages/<path:page_name>/", machines.page_name_feed, "page-name-feed"),
    path("<slug:publication>/collection.json", machines.collection, name="collection"),
    path("<slug:publication>/<year:year>/collection.json", machines.year_collection, name="year-collection"),
    path(f"{EDITION}manifest.json", machines.manifest, name="manifest"),
    # After the manifest, which is no page.
    path(f"{EDITION}<page_number:number>.json", machines.page_record, name="page-json"),
    path(f"{EDITION}<page_number:page>/<number:number>.json", machines.article_record, name="article-json"),
    path(f"{ARTICLE}cite.ris", machines.cite, {"form": "ris"}, name="cite-ris"),
    path(f"{ARTICLE}cite.bib", machines.cite, {"form": "bib"}, name="cite-bib"),
    path(f"{EDITION}cite.ris", machines.cite_edition, {"form": "ris"}, name="cite-edition-ris"),
    path(f"{EDITION}cite.bib", machines.cite_edition, {"form": "bib"}, name="cite-edition-bib"),
]
