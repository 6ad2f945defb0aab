"""Articles and what belongs to them: people and credits, photos and captions, regions, versions, checks, imports."""

from .articles import Article, ArticleAddress, ArticleRegion, ArticleVersion
from .checks import Check, CheckSetting, WordListTerm
from .corrections import Correction, ProposedCorrection
from .imports import ImportItem, ImportRun
from .notes import Mention, Note
from .people import ArticleCredit, Contributor, PhotoCredit
from .photos import Photo, PhotoCaption
from .presence import ArticleOpening
from .reviews import Proof, Review, ReviewStage, TrailEntry
from .search import SearchChange, SearchDocument, SearchIndex
from .staff import Assignment

__all__ = [
    "Article",
    "ArticleAddress",
    "ArticleCredit",
    "ArticleOpening",
    "ArticleRegion",
    "ArticleVersion",
    "Assignment",
    "Check",
    "CheckSetting",
    "Contributor",
    "Correction",
    "ImportItem",
    "ImportRun",
    "Mention",
    "Note",
    "Photo",
    "PhotoCaption",
    "PhotoCredit",
    "Proof",
    "ProposedCorrection",
    "Review",
    "ReviewStage",
    "SearchChange",
    "SearchDocument",
    "SearchIndex",
    "TrailEntry",
    "WordListTerm",
]
