"""The newsroom's forms for articles, captions, photos, people and word lists."""

from .articles import ArticleForm, SuperuserArticleForm
from .people import ArticleCreditForm, MergeForm, PhotoCreditForm, SplitForm
from .photos import CaptionForm, CaptionRowForm, PhotoForm
from .printed import ReadLineField, line_of
from .regions import PageRegionForm, RegionForm
from .rows import LoadedAutocomplete, LoadedRawId
from .words import WordListFileForm, WordListTermForm

__all__ = [
    "ArticleCreditForm",
    "ArticleForm",
    "CaptionForm",
    "CaptionRowForm",
    "LoadedAutocomplete",
    "LoadedRawId",
    "MergeForm",
    "PageRegionForm",
    "PhotoCreditForm",
    "PhotoForm",
    "ReadLineField",
    "RegionForm",
    "SplitForm",
    "SuperuserArticleForm",
    "WordListFileForm",
    "WordListTermForm",
    "line_of",
]
