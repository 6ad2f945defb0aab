"""What readers can ask of the search page."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from editions.characters import to_simplified
from editions.models import Publication

from .models import Article, Contributor, PhotoCaption

# More words than this narrow nothing down, and every one costs.
_MOST_WORDS = 8


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class ArticleFilter(django_filters.FilterSet):
    """Articles by words in their headlines, bylines and captions, by paper, dates and kind."""

    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    publication = django_filters.ModelChoiceFilter(
        label=_("Paper"),
        queryset=lambda request: Publication.objects.with_public_editions(),
        to_field_name="slug",
        empty_label=_("all papers"),
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="edition__date", lookup_expr="gte", widget=DateInput()
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="edition__date", lookup_expr="lte", widget=DateInput()
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Article.Kind.choices, empty_label=_("all kinds"))

    class Meta:
        model = Article
        fields = []

    def with_words(self, articles, name, value):
        """Every word has to be in one of the headline's decks, the byline, or a caption."""
        articles = articles.alias(unbroken=Replace("headline", Value("\n"), Value(""), output_field=TextField()))
        for word in value.split()[:_MOST_WORDS]:
            articles = articles.filter(_printed_as(_holding, word))
        return articles


def _printed_as(condition, typed: str) -> Q:
    """The condition for what was typed, or for the same in simplified characters, in which the papers print."""
    simplified = to_simplified(typed)
    return condition(typed) if simplified == typed else condition(typed) | condition(simplified)


def _holding(word: str) -> Q:
    """Articles with the word in a deck of the headline, in the byline, or in a caption."""
    of_captions = Q(text__icontains=word) | Q(credit_line__icontains=word)
    return (
        Q(headline__icontains=word)
        | Q(unbroken__icontains=word)
        | Q(kicker__icontains=word)
        | Q(subheadline__icontains=word)
        | Q(byline__icontains=word)
        | Q(Exists(PhotoCaption.objects.filter(of_captions, article=OuterRef("pk"))))
    )


class ContributorFilter(django_filters.FilterSet):
    """Contributors by a part of their name."""

    name = django_filters.CharFilter(label=_("Name"), method="with_name", max_length=100)

    class Meta:
        model = Contributor
        fields = []

    def with_name(self, people, name, value):
        """Whoever has it in their name, in whichever characters it was typed."""
        return people.filter(_printed_as(lambda part: Q(name__icontains=part), value))
