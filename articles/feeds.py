"""The newest articles for feed readers: as Atom (RFC 4287) and as RSS 2.0 (https://www.rssboard.org/rss-specification).

A feed is made of the articles' descriptions, so it says of them what their pages say to machines.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.description import ArticleDescription, describe_article
from articles.models import Article, ArticleCredit, ArticleRegion, Contributor, PhotoCaption, PhotoCredit
from articles.unseen import without_unseen
from editions.description import address, describe_paper
from editions.languages import web_tag
from editions.models import Page, Publication

# So many articles a feed holds, and so many editions or pages it is looked for in: all articles of an archive are not
# put in order for it.
MOST = 50
# Of a feed without an article, which Atom wants to have been changed at some time.
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# OpenSearch 1.1 (https://github.com/dewitt/opensearch): its elements, and the type of the description of a search.
_OPENSEARCH, OPENSEARCH_TYPE = "http://a9.com/-/spec/opensearch/1.1/", "application/opensearchdescription+xml"


@dataclass(frozen=True)
class Answer:
    """What a feed that answers a question says of it (OpenSearch 1.1): the words, how many articles there are in all,
    how many a page of the answer holds, where its first and its next page are, and the description of the search.
    """

    words: str
    count: int
    at_once: int
    first: str
    next: str
    description: str


@dataclass(frozen=True)
class Feed:
    """What feed readers show of a feed, and its articles, the newest first; `home` is where its own page is."""

    title: str
    about: str
    language: str
    home: str
    articles: tuple[ArticleDescription, ...]
    answer: Answer | None = None

    @property
    def modified_at(self) -> datetime.datetime:
        return max((article.modified_at for article in self.articles), default=_NEVER)


def of_paper(publication: Publication, site: str) -> Feed:
    """A paper's newest articles."""
    editions = publication.editions.public().order_by("-publish_at", "-pk").values("pk")[:MOST]
    paper = describe_paper(publication, site)
    about = _("The newest articles of %(paper)s.") % {"paper": paper.title}
    articles = Article.objects.filter(edition__in=editions)
    return Feed(paper.title, about, paper.language, paper.address, _newest(articles, site))


def of_page_name(publication: Publication, name: str, site: str) -> Feed:
    """The newest articles of a paper's pages that are called so, by whichever number."""
    pages = Page.objects.public().filter(edition__publication=publication, name=name)
    newest = pages.order_by("-edition__publish_at", "-pk").values("pk")[:MOST]
    paper = describe_paper(publication, site)
    about = _("The newest articles of the pages “%(name)s” of %(paper)s.") % {"name": name, "paper": paper.title}
    articles = Article.objects.filter(page__in=newest)
    return Feed(f"{paper.title} · {name}", about, paper.language, paper.address, _newest(articles, site))


def of_contributor(person: Contributor, site: str) -> Feed:
    """What somebody has newly written or photographed."""
    written = ArticleCredit.objects.filter(contributor=person).values("article")
    photographed = PhotoCredit.objects.filter(contributor=person).values("caption__article")
    articles = Article.objects.filter(Q(pk__in=written) | Q(pk__in=photographed))
    about = _("What %(name)s has written and photographed.") % {"name": person}
    home = address(site, "contributor", person.pk, person.slug)
    return Feed(str(person), about, web_tag(settings.LANGUAGE_CODE), home, _newest(articles, site))


def _newest(articles, site: str) -> tuple[ArticleDescription, ...]:
    newest = articles.published().editorial().once().newest_first()
    return tuple(describe_article(article, site) for article in as_entries(newest)[:MOST])


def as_entries(articles):
    """Each with what its entry in a feed says; regions and photographers, which no feed names, are left unread."""
    return articles.select_related(
        "page__edition__publication", "edition__publication", "publication"
    ).prefetch_related(
        Prefetch("credits", ArticleCredit.objects.select_related("contributor__merged_into")),
        Prefetch("captions", PhotoCaption.objects.select_related("photo")),
        Prefetch("captions__credits", PhotoCredit.objects.none()),
        Prefetch("regions", ArticleRegion.objects.none()),
        "corrections",
    )


def written(feed: Feed, form: str, own_address: str) -> bytes:
    """The document of a feed in one of the FORMS; `own_address` is where it is."""
    document = FORMS[form](
        title=without_unseen(feed.title),
        description=without_unseen(feed.about),
        subtitle=without_unseen(feed.about),
        language=feed.language,
        link=feed.home,
        feed_url=own_address,
        feed_guid=own_address,
        modified_at=feed.modified_at,
        answer=feed.answer,
    )
    for article in feed.articles:
        words = filter(None, (article.page.name, *article.keywords))
        document.add_item(
            title=without_unseen(article.title),
            link=article.address,
            # Its number in the edition stays with an article that moves to another page.
            unique_id=f"{article.edition.address}#{article.number}",
            unique_id_is_permalink=False,
            description=None,
            pubdate=article.published_at,
            updateddate=article.modified_at,
            categories=[without_unseen(word) for word in dict.fromkeys(words)],
            item_copyright=without_unseen(article.edition.paper.copyright) or None,
            article=article,
        )
    return document.writeString("utf-8").encode()


def _authors(article: ArticleDescription) -> list[tuple[str, str]]:
    """Names and addresses; for what stands in the paper without a name the paper answers itself."""
    paper = article.edition.paper
    authors = [(author.name, author.address) for author in article.authors]
    return [(without_unseen(name), at) for name, at in authors or [(paper.publisher or paper.title, paper.address)]]


class Atom(Atom1Feed):
    """Django's, with every author, a plain summary, the photos, each article's language, and OpenSearch's elements."""

    def latest_post_date(self):
        return self.feed["modified_at"]

    def root_attributes(self):
        spaces = {"xmlns:opensearch": _OPENSEARCH} if self.feed["answer"] else {}
        return super().root_attributes() | spaces

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if not (answer := self.feed["answer"]):
            return
        handler.addQuickElement("opensearch:totalResults", str(answer.count))
        handler.addQuickElement("opensearch:itemsPerPage", str(answer.at_once))
        handler.addQuickElement(
            "opensearch:Query", "", {"role": "request", "searchTerms": without_unseen(answer.words)}
        )
        description = {"rel": "search", "type": OPENSEARCH_TYPE, "href": answer.description}
        handler.addQuickElement("link", "", description)
        for relation, at in (("first", answer.first), ("next", answer.next)):
            if at:
                handler.addQuickElement("link", "", {"rel": relation, "type": "application/atom+xml", "href": at})

    def item_attributes(self, item):
        return {"xml:lang": item["article"].edition.paper.language}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        article = item["article"]
        handler.addQuickElement("summary", without_unseen(article.summary))
        for name, at in _authors(article):
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", at)
            handler.endElement("author")
        for photo in article.photos:
            picture = photo.picture.largest.address
            handler.addQuickElement("link", "", {"rel": "enclosure", "type": "image/jpeg", "href": picture})


class Rss(Rss201rev2Feed):
    """Django's, with what RSS itself has no words for: names without a mail address, photos, a later correction.

    They are Dublin Core's, Media RSS's (https://www.rssboard.org/media-rss) and Atom's.
    """

    def latest_post_date(self):
        return self.feed["modified_at"]

    def rss_attributes(self):
        spaces = {"dc": "http://purl.org/dc/elements/1.1/", "media": "http://search.yahoo.com/mrss/"}
        return super().rss_attributes() | {f"xmlns:{prefix}": space for prefix, space in spaces.items()}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        article = item["article"]
        # Readers take it for HTML.
        handler.addQuickElement("description", escape(without_unseen(article.summary)))
        for name, _address in _authors(article):
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        for photo in article.photos:
            picture = photo.picture.largest
            size = {"width": str(picture.width), "height": str(picture.height)}
            media = {"url": picture.address, "type": "image/jpeg", "medium": "image", **size}
            handler.addQuickElement("media:content", "", media)


FORMS = {"atom": Atom, "rss": Rss}
