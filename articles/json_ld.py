"""schema.org's words for an article, made of its description (https://schema.org/NewsArticle)."""

from articles.description import ArticleDescription, Author, PhotoDescription
from articles.models import Article
from editions.json_ld import breadcrumbs, graph, image, issue, publisher, said, way_to_page


def of_article(article: ArticleDescription) -> dict:
    """An article's view: the article with its pictures, its issue, and the way to it."""
    way = [*way_to_page(article.page), (article.title, article.address)]
    return graph(news_article(article), breadcrumbs(*way))


def of_photo(photo: PhotoDescription, address: str) -> dict:
    """A photo's view: the picture, its caption, and who took it."""
    return graph(_photo(photo) | {"@id": address, "mainEntityOfPage": address})


def news_article(article: ArticleDescription) -> dict:
    """The article; an advertisement is said to be one."""
    paper, edition, page = article.edition.paper, article.edition, article.page
    house = publisher(paper)
    is_advertisement = article.kind == Article.Kind.ADVERTISEMENT
    pictures = [_photo(photo) for photo in article.photos] or [image(page.facsimile)]
    return said(
        {
            "@type": "AdvertiserContentArticle" if is_advertisement else "NewsArticle",
            "@id": article.address,
            "url": article.address,
            "mainEntityOfPage": article.address,
            "headline": article.title,
            "alternativeHeadline": article.subheadline,
            "description": article.summary,
            "inLanguage": paper.language,
            "datePublished": article.published_at.isoformat(),
            "dateModified": article.modified_at.isoformat(),
            # For what stands in the paper without a name the paper answers itself, but not for an advertisement.
            "author": [_author(author) for author in article.authors] or ([] if is_advertisement else [house]),
            "translator": [_author(author) for author in article.translators],
            "publisher": house,
            "copyrightNotice": paper.copyright,
            "isAccessibleForFree": True,
            "articleSection": page.name,
            "printSection": page.name,
            "printPage": "、".join(article.pages),
            "printEdition": edition.label,
            "keywords": list(article.keywords),
            "image": list(filter(None, pictures)),
            "correction": [
                {"@type": "CorrectionComment", "text": each.text, "datePublished": each.date.isoformat()}
                for each in article.corrections
            ],
            "isPartOf": issue(edition),
        }
    )


def _author(author: Author) -> dict:
    return {
        "@type": "Organization" if author.is_body else "Person",
        "name": author.name,
        "url": author.address,
    }


def _photo(photo: PhotoDescription) -> dict:
    creators = [_author(creator) for creator in photo.creators]
    return image(photo.picture, caption=photo.caption, creditText=photo.credit_line, creator=creators)
