"""The search for machines: what it finds as JSON and as Atom, and how programs learn to ask it (OpenSearch 1.1).

They take the parameters of the page of the search, and build the question as it does. What of the words is not
understood is said beside what is found; a parameter that cannot be read makes it a bad request, and is said as well.
"""

import re
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import conditional_page, require_safe

from editions.description import address, site_of
from editions.languages import web_tag
from editions.models import Publication
from editions.navigation import house

from . import feeds
from .description import describe_article
from .filters import ArticleFilter
from .machines import open_to_other_sites, recorded
from .models import Article
from .search import finding
from .search.pieces import piece
from .search.query import All
from .unseen import without_unseen

# So many results has a page.
MOST = 20
# What no document of XML may hold, beside what nobody sees.
_NO_CHARACTER = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Answer:
    """A page of what is found for `words`, and the sentences about what was not understood of the question."""

    words: str
    tree: All
    found: finding.Found
    problems: tuple[str, ...]
    is_bad_request: bool

    @property
    def count(self) -> int:
        """How many articles there are in all, as far as they are counted."""
        return min(self.found.count, finding.COUNTED)


def answered(request) -> Answer:
    """The answer to the question that an address asks; one that asks nothing finds nothing."""
    asked = ArticleFilter(request.GET, Article.objects.none(), request=request)
    question = asked.question
    found = finding.Found([], 0, None)
    if question:
        found = finding.find(*question, after=_place(request), most=MOST)
    unreadable = [
        f"{field.label}{pgettext('before a reason', ': ')}{error}" for field in asked.form for error in field.errors
    ]
    problems = (*unreadable, *map(str, asked.understood.problems))
    words = asked.form.cleaned_data.get("q", "")
    return Answer(words, question.tree if question else All(), found, problems, bool(unreadable))


def _place(request) -> finding.Place | None:
    return finding.Place.read(request.GET.get("after", ""))


def _page_of_it(request, where: str, after: finding.Place | None) -> str:
    """The absolute address of the page of the same result that begins after a place."""
    asked = request.GET.copy()
    asked.pop("after", None)
    if after:
        asked["after"] = str(after)
    return f"{address(site_of(request), where)}?{asked.urlencode()}".rstrip("?")


def _not_listed(response: HttpResponse) -> HttpResponse:
    """For programs, not for the lists of search engines: those have the articles themselves."""
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@open_to_other_sites
@conditional_page
def as_json(request) -> JsonResponse:
    """A page of what is found, as docs/machines.md has it."""
    answer = answered(request)
    articles = Article.objects.published().select_related("publication", "edition", "page").prefetch_related("captions")
    by_key = articles.in_bulk(answer.found.articles)
    record = {"count": answer.count, "more": answer.found.count > finding.COUNTED}
    if answer.found.next:
        record["next"] = _page_of_it(request, "search-json", answer.found.next)
    if answer.problems:
        record["problems"] = answer.problems
    site = site_of(request)
    record["results"] = [_hit(by_key[key], answer.tree, site) for key in answer.found.articles if key in by_key]
    response = recorded(record)
    response.status_code = 400 if answer.is_bad_request else 200
    return _not_listed(response)


def _hit(article: Article, tree: All, site: str) -> dict:
    """An article that was found; `hits` are the places in the snippet, from one character to before another."""
    snippet, hits = "", []
    for part in piece(article, tree):
        if part.is_hit:
            hits.append([len(snippet), len(snippet) + len(part.text)])
        snippet += part.text
    paper, edition, page = article.publication, article.edition, article.page
    return {
        "headline": article.title,
        "url": address(site, "article", paper.slug, edition.day, page.number, article.number),
        "date": edition.date.isoformat(),
        "page": page.number,
        "publication": paper.title,
        "snippet": snippet,
        "hits": hits,
    }


@require_safe
@open_to_other_sites
@conditional_page
def as_atom(request) -> HttpResponse:
    """A page of what is found, for feed readers and for programs that know OpenSearch."""
    answer, site = answered(request), site_of(request)
    by_key = feeds.as_entries(Article.objects.published()).in_bulk(answer.found.articles)
    # In place of the beginning, the piece that the page of the search shows.
    articles = tuple(
        replace(
            describe_article(by_key[key], site),
            summary="".join(part.text for part in piece(by_key[key], answer.tree)) or by_key[key].title,
        )
        for key in answer.found.articles
        if key in by_key
    )
    words = _NO_CHARACTER.sub("", without_unseen(answer.words))
    about = _("All that is printed is searched: headlines, texts, bylines and captions of all papers.")
    feed = feeds.Feed(
        title=_("Search: %(words)s") % {"words": words} if words else _("Search"),
        about=_NO_CHARACTER.sub("", " ".join(answer.problems)) or about,
        language=web_tag(settings.LANGUAGE_CODE),
        home=_page_of_it(request, "search", None),
        articles=articles,
        answer=feeds.Answer(
            words=words,
            count=answer.count,
            at_once=MOST,
            first=_page_of_it(request, "search-atom", None),
            next=_page_of_it(request, "search-atom", answer.found.next) if answer.found.next else "",
            description=address(site, "opensearch"),
        ),
    )
    document = feeds.written(feed, "atom", _page_of_it(request, "search-atom", _place(request)))
    status = 400 if answer.is_bad_request else 200
    return _not_listed(HttpResponse(document, feeds.FORMS["atom"].content_type, status))


@require_safe
@open_to_other_sites
@conditional_page
def description(request) -> HttpResponse:
    """How the search is asked, for browsers and programs that know OpenSearch (1.1, description document)."""
    context = {
        "site": site_of(request),
        "house": without_unseen(house(Publication.objects.with_public_editions())),
        "language": web_tag(settings.LANGUAGE_CODE),
    }
    return render(request, "articles/opensearch.xml", context, content_type=f"{feeds.OPENSEARCH_TYPE}; charset=utf-8")
