"""Articles and what belongs to them: people and credits, photos and captions, regions, versions, imports."""

from .articles import Article, ArticleAddress, ArticleRegion, ArticleVersion, Correction
from .imports import ImportItem, ImportRun
from .people import ArticleCredit, Contributor, PhotoCredit
from .photos import Photo, PhotoCaption

__all__ = [
    "Article",
    "ArticleAddress",
    "ArticleCredit",
    "ArticleRegion",
    "ArticleVersion",
    "Contributor",
    "Correction",
    "ImportItem",
    "ImportRun",
    "Photo",
    "PhotoCaption",
    "PhotoCredit",
]
