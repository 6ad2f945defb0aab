"""What readers can ask of the search, of the photos, and of the people."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from editions.characters import to_simplified
from editions.models import Publication

from .contributions import credited_with
from .models import Article, Contributor, PhotoCaption
from .models.people import Credit

# More words than this narrow nothing down, and every one costs.
_MOST_WORDS = 8


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


class ArticleFilter(django_filters.FilterSet):
    """Articles by words in their headlines, bylines and captions, by paper, dates and kind."""

    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    publication, since, until = _paper(), _since(), _until()
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
