"""Regions of a page as they are typed: each corner as two percentages, from the page's upper left."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.fields import check_polygon
from articles.models import Article, ArticleRegion

_CORNER = re.compile(r"([\d.]+)\s*[,，]\s*([\d.]+)")
_BETWEEN = re.compile(r"[\s;；]*")


class CornersField(forms.CharField):
    """A polygon as `3.1,7.85 96.9,7.85 96.9,57.2`: percentages of the page's width and height, with a space between
    corners."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "corners", "spellcheck": "false"})

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return " ".join(",".join(f"{number * 100:.2f}".rstrip("0").rstrip(".") for number in point) for point in value)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        corners, at = [], 0
        while at < len(text):
            corner = _CORNER.match(text, at)
            if not corner:
                raise forms.ValidationError(
                    _("Corners are typed like 3.1,7.85 96.9,7.85 96.9,57.2: “%(rest)s” is none.")
                    % {"rest": text[at : at + 20]}
                )
            try:
                corners.append([round(float(number) / 100, 6) for number in corner.groups()])
            except ValueError:
                raise forms.ValidationError(_("“%(text)s” is no number.") % {"text": corner[0]}) from None
            at = _BETWEEN.match(text, corner.end()).end()
        if any(not 0 <= number <= 1 for corner in corners for number in corner):
            raise forms.ValidationError(_("A region lies on its page: every number is between 0 and 100."))
        check_polygon(corners)
        return corners


class RegionForm(forms.ModelForm):
    """A region, on a page of its article's own edition."""

    polygon = CornersField(label=_("corners"), help_text=_("in percent of the page's width and height"))

    class Meta:
        model = ArticleRegion
        fields = ["article", "page", "polygon"]

    def clean(self):
        cleaned = super().clean()
        article, page = cleaned.get("article", self.instance.article_id and self.instance.article), cleaned.get("page")
        if article and page and page.edition_id != article.edition_id:
            self.add_error("page", _("This page belongs to another edition than the article."))
        return cleaned


class PageRegionForm(forms.ModelForm):
    """A region among the others of its page; `articles` are those of the page's edition, read once for all rows."""

    articles: tuple[Article, ...] = ()
    page = None
    polygon = CornersField(label=_("corners"))

    class Meta:
        model = ArticleRegion
        fields = ["article", "polygon"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        by_key = {str(article.pk): article for article in self.articles}
        self.fields["article"] = forms.TypedChoiceField(
            label=self.fields["article"].label,
            choices=[("", "—"), *((key, self.name_of(article)) for key, article in by_key.items())],
            coerce=lambda key: by_key.get(str(key)),
            empty_value=None,
        )

    def name_of(self, article: Article) -> str:
        """Its headline, and the page that it stands on where that is another."""
        return article.title if article.page_id == self.page.pk else f"{article.page.number} {article.title}"
