"""The form of an article, and that of its regions."""

from ckeditor.widgets import CKEditorWidget
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.models import Article
from editions.clock import as_paper_time, paper_of
from editions.forms import ConstrainedForm, sentence_of

from .printed import BodyField, KeywordsField, ReadLineField, as_printed


class ArticleForm(ConstrainedForm):
    kicker = as_printed(Article, "kicker")
    headline = as_printed(Article, "headline")
    subheadline = as_printed(Article, "subheadline")
    byline = as_printed(
        Article,
        "byline",
        ReadLineField,
        help_text=_(
            "as printed, without brackets; changing it reads the credited people anew, unless you change them yourself"
        ),
    )
    body = as_printed(Article, "body", BodyField, widget=CKEditorWidget())
    keywords = KeywordsField(
        label=capfirst(Article._meta.get_field("keywords").verbose_name),
        required=False,
        help_text=_("one on each line"),
    )

    embargo = as_paper_time(Article, "embargo")

    class Meta:
        model = Article
        fields = [
            "publication",
            "page",
            "order",
            "kind",
            "kicker",
            "headline",
            "subheadline",
            "byline",
            "byline_place",
            "body",
            "complete",
            "ordered_length",
            "keywords",
            "continues",
            "repeats",
            "embargo",
            "source_id",
            "source_url",
        ]

    # Who is at the form; the desk says it.
    by = None
    # Whoever places the article gives it its number.
    given_later = frozenset({"page", "edition", "number"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "embargo" in self.fields:
            self.fields["embargo"].keep_time_of(paper_of(self))

    def clean(self):
        cleaned = super().clean()
        publication, page = cleaned.get("publication"), cleaned.get("page")
        if publication and page and page.edition.publication_id != publication.pk:
            self.add_error("page", _("This page belongs to another paper."))
        if publication and "page" in cleaned:
            self._check_ties(publication, page)
            self._ask_the_rules(publication, page)
        return cleaned

    def _ask_the_rules(self, publication, page):
        """What placing and embargoes allow to whoever is at the form."""
        if not self.instance.pk:
            self.instance.publication = publication
        why_not = {
            "page": lambda: workflow.why_not_place(self.instance, page, self.by),
            "embargo": lambda: workflow.why_no_embargo(
                self.instance, self.cleaned_data["embargo"], page and page.edition
            ),
        }
        for name, asked in why_not.items():
            if name in self.changed_data and name not in self.errors and (sentence := asked()):
                self.add_error(name, sentence)

    def _check_ties(self, publication, page):
        """An article is tied to others of its own edition; until it has one, to those of its paper."""
        edition = page.edition if page else self.instance.edition
        if edition and edition.publication_id != publication.pk:
            edition = None
        for tie in ("continues", "repeats"):
            other = self.cleaned_data.get(tie)
            if other and other.pk == self.instance.pk:
                self.add_error(tie, sentence_of(Article, "no_article_continues_or_repeats_itself"))
            elif other and edition and other.edition_id != edition.pk:
                self.add_error(tie, _("This article belongs to another edition."))
            elif other and other.publication_id != publication.pk:
                self.add_error(tie, _("This article belongs to another paper."))


class SuperuserArticleForm(ArticleForm):
    """The same with the body's source in view."""

    body = as_printed(Article, "body", BodyField, widget=CKEditorWidget(config_name="superuser"))
