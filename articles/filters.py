"""What readers can ask of the search, of the photos, and of the people."""

import re
from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.characters import to_simplified
from editions.models import Publication, parse_day
from editions.navigation import public_edition

from .contributions import credited_with, public_contributors
from .models import Article, Contributor, PhotoCaption
from .models.people import Credit
from .search.documents import of_author, of_contributor, of_edition, of_kind, of_paper, of_photographer
from .search.query import MOST_CHARACTERS, All, Dates, Form, Query, page_of, parse

# More words than this narrow nothing down, and every one costs.
_MOST_WORDS = 8


class Question(NamedTuple):
    """What the index is asked."""

    tree: All
    facets: tuple[str, ...]
    by_relevance: bool


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


def _paper(prefix=""):
    """One of the papers that readers can open; `prefix` leads to the article, here and below."""
    return django_filters.ModelChoiceFilter(
        label=_("Paper"),
        field_name=f"{prefix}publication",
        queryset=lambda request: Publication.objects.with_public_editions(),
        to_field_name="slug",
        empty_label=_("all papers"),
    )


def _since(prefix=""):
    return django_filters.DateFilter(
        label=_("From"), field_name=f"{prefix}edition__date", lookup_expr="gte", widget=DateInput()
    )


def _until(prefix=""):
    return django_filters.DateFilter(
        label=_("Until"), field_name=f"{prefix}edition__date", lookup_expr="lte", widget=DateInput()
    )


class _NumberOfAPage(forms.CharField):
    def clean(self, value):
        """A page's number, as the search's language reads one; None where there is none."""
        typed = super().clean(value)
        try:
            return page_of(typed) if typed else None
        except ValueError:
            raise _unknown(_("“%(typed)s” names no page. Write A01."), typed) from None


class _NameOfAnEdition(forms.CharField):
    def clean(self, value):
        """A public edition, named as in its address: morning/2024-03-05; None where there is none."""
        typed = super().clean(value)
        slug, _slash, day = typed.strip("/").partition("/")
        try:
            found = public_edition(slug, parse_day(day)) if typed else None
        except ValueError:
            found = None
        if typed and not found:
            raise _unknown(_("“%(typed)s” names no edition. Write a paper and a day: morning/2024-03-05."), typed)
        return found


class _NumberOfAPerson(forms.CharField):
    def clean(self, value):
        """The number of a contributor, whom the form looks up; None where there is none."""
        typed = super().clean(value)
        if typed and not re.fullmatch("[1-9][0-9]{0,17}", typed):
            raise _unknown(NOBODY, typed)
        return int(typed) if typed else None


NOBODY = _("“%(typed)s” is nobody whom the papers credit. Choose a name on the page of contributors.")


def _unknown(sentence, typed: str) -> ValidationError:
    return ValidationError(sentence, params={"typed": typed if len(typed) <= 40 else f"{typed[:39]}…"})


class _ArticleForm(forms.Form):
    def clean(self):
        """The people who are asked for, each as who they are now, looked up at once."""
        given = super().clean()
        asked = {name: given[name] for name in PEOPLE if given.get(name)}
        if asked:
            people = public_contributors().annotate(other=F("merged")).order_by()
            found = people.filter(Q(pk__in=asked.values()) | Q(other__in=asked.values()))
            by_number = {key: each for each in found for key in (each.pk, each.other)}
            for name, number in asked.items():
                given[name] = by_number.get(number)
                if number not in by_number:
                    self.add_error(name, _unknown(NOBODY, str(number)))
        return given


# What a search can be kept to without a field that is seen: a link leads there, and stays in the address.
PEOPLE = {"author": of_author, "photographer": of_photographer, "contributor": of_contributor}


def _kept(field: type[forms.Field], label: str) -> django_filters.Filter:
    kept = django_filters.Filter(label=label, widget=forms.HiddenInput)
    kept.field_class = field
    return kept


class ArticleFilter(django_filters.FilterSet):
    """What the search is asked: words in its own language (see docs/search.md), and what narrows it down."""

    q = django_filters.CharFilter(label=_("Words"))
    publication, since, until = _paper(), _since(), _until()
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Article.Kind.choices, empty_label=_("all kinds"))
    order = django_filters.ChoiceFilter(
        label=_("Order"), choices=[("relevance", _("headlines first"))], empty_label=_("newest first")
    )

    page = _kept(_NumberOfAPage, _("Page"))
    edition = _kept(_NameOfAnEdition, _("Edition"))
    author = _kept(_NumberOfAPerson, pgettext_lazy("of a text", "Author"))
    photographer = _kept(_NumberOfAPerson, _("Photographer"))
    contributor = _kept(_NumberOfAPerson, _("Contributor"))

    class Meta:
        model = Article
        fields = []
        form = _ArticleForm

    @cached_property
    def understood(self) -> Query:
        """What of the words is understood, and what is not."""
        return parse(self.form.cleaned_data["q"]) if self.form.is_valid() else Query()

    @property
    def question(self) -> Question | None:
        """What is asked; None where that is nothing, or cannot be read."""
        if not self.form.is_valid():
            return None
        given, parts, facets = self.form.cleaned_data, list(self.understood.tree.parts), []
        if given["since"] or given["until"]:
            parts.append(Dates(given["since"], given["until"]))
        if given["publication"]:
            facets.append(of_paper(given["publication"].pk))
        if given["kind"]:
            facets.append(of_kind(given["kind"]))
        if given["page"]:
            parts.append(given["page"])
        if given["edition"]:
            facets.append(of_edition(given["edition"].pk))
        facets += [of_person(given[name].pk) for name, of_person in PEOPLE.items() if given[name]]
        if not parts and (self.understood.problems or not facets):
            return None
        return Question(All(tuple(parts)), tuple(facets), given["order"] == "relevance")


class AdvancedForm(forms.Form):
    """The form for those who do not write the search's language: it writes it for them."""

    words = forms.CharField(label=_("All of these words"), required=False, max_length=MOST_CHARACTERS)
    phrase = forms.CharField(label=_("Exactly this phrase"), required=False, max_length=MOST_CHARACTERS)
    choices = forms.CharField(label=_("Any of these words"), required=False, max_length=MOST_CHARACTERS)
    without = forms.CharField(label=_("None of these words"), required=False, max_length=MOST_CHARACTERS)
    headline = forms.CharField(label=_("In the headline"), required=False, max_length=MOST_CHARACTERS)
    byline = forms.CharField(label=_("In the byline"), required=False, max_length=MOST_CHARACTERS)
    photo = forms.CharField(label=_("In a caption"), required=False, max_length=MOST_CHARACTERS)
    on_page = forms.CharField(label=_("Page"), required=False, max_length=20)
    first = forms.CharField(label=_("From a year, month or day"), required=False, max_length=20)
    last = forms.CharField(label=_("Until a year, month or day"), required=False, max_length=20)

    @property
    def text(self) -> str:
        """What was put together, in the language; "" where that is nothing, or cannot be read."""
        return Form(**self.cleaned_data).text if self.is_valid() else ""


def _printed_as(condition, typed: str) -> Q:
    """The condition for what was typed, or for the same in simplified characters, in which the papers print."""
    simplified = to_simplified(typed)
    return condition(typed) if simplified == typed else condition(typed) | condition(simplified)


class PhotoFilter(django_filters.FilterSet):
    """Uses of photos by words of their captions, by photographer, paper and dates."""

    q = django_filters.CharFilter(label=_("Words of the caption"), method="with_words", max_length=200)
    photographer = django_filters.CharFilter(label=_("Photographer"), method="with_photographer", max_length=100)
    publication, since, until = _paper("article__"), _since("article__"), _until("article__")

    class Meta:
        model = PhotoCaption
        fields = []

    def with_words(self, captions, name, value):
        """Every word has to be in the caption."""
        for word in value.split()[:_MOST_WORDS]:
            captions = captions.filter(_printed_as(lambda part: Q(text__icontains=part), word))
        return captions

    def with_photographer(self, captions, name, value):
        """Every word has to be in the name of one photographer, as printed or as known now, or in the affiliation."""
        somebody = Q()
        for word in value.split()[:_MOST_WORDS]:
            somebody &= _printed_as(_called, word)
        return captions.photographed_by(somebody)


def _called(part: str) -> Q:
    """Credits of those who have it in their name or affiliation."""
    return Q(name__icontains=part) | Q(contributor__name__icontains=part) | Q(affiliation__icontains=part)


class ContributorFilter(django_filters.FilterSet):
    """Contributors by a part of their name, and by what they do."""

    name = django_filters.CharFilter(label=_("Name"), method="with_name", max_length=100)
    role = django_filters.ChoiceFilter(
        choices=[(Credit.Role.TEXT, _("Writers")), (Credit.Role.PHOTO, _("Photographers"))], method="with_role"
    )

    class Meta:
        model = Contributor
        fields = []

    def with_name(self, people, name, value):
        """Whoever has it in their name, in whichever characters it was typed."""
        return people.filter(_printed_as(lambda part: Q(name__icontains=part), value))

    def with_role(self, people, name, value):
        """Whoever is credited with that in something public."""
        return people.filter(credited_with(value))
