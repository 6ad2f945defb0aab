"""The desks for what was reviewed, proofread and done: written once, so they are only read."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Proof, Review, ReviewStage, TrailEntry
from editions.admin import colleague

from .papers import PartOfAPaper
from .reading import ReadOnly, as_report

AUTHOR, REVIEWER = colleague(Review, "author"), colleague(Review, "reviewer")
SIGNED_BY = colleague(Proof, "signed_by")
BY = colleague(TrailEntry, "by")


class Signed(ReadOnly, admin.ModelAdmin):
    """Rows with a moment, the newest first."""

    date_hierarchy = "at"
    show_full_result_count = False

    @admin.display(description=_("at"), ordering="at")
    def moment(self, row):
        return date_format(timezone.localtime(row.at), "DATETIME_FORMAT")


@admin.register(Review)
class ReviewAdmin(Signed):
    list_display = ["moment", "article", "stage_name", "verdict", REVIEWER, "note"]
    list_filter = ["verdict", "article__publication"]
    list_select_related = ["article", "reviewer"]
    search_fields = ["article__headline", "reviewer__username", "note"]
    fields = ["article", "version", "round", "stage_name", AUTHOR, REVIEWER, "verdict", "note", "moment"]
    readonly_fields = [AUTHOR, REVIEWER, "moment"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("article__captions")


@admin.register(Proof)
class ProofAdmin(Signed):
    list_display = ["moment", "page", "order", SIGNED_BY, "errors"]
    list_filter = ["order", "page__edition__publication"]
    list_select_related = ["page__edition__publication", "signed_by"]
    search_fields = ["page__number", "signed_by__username", "errors"]
    fields = ["page", "order", SIGNED_BY, "errors", "moment"]
    readonly_fields = [SIGNED_BY, "moment"]


@admin.register(TrailEntry)
class TrailAdmin(Signed):
    list_display = ["moment", "verb", "title", BY, "publication", "reason"]
    list_filter = ["verb", "publication"]
    list_select_related = ["by", "publication"]
    search_fields = ["title", "by__username", "reason"]
    fields = ["moment", "verb", "kind", "title", "publication", BY, "reason", "detailed"]
    readonly_fields = ["moment", BY, "detailed"]

    @admin.display(description=_("details"))
    def detailed(self, entry):
        return as_report(entry.details)


class ReviewStageInline(PartOfAPaper, admin.TabularInline):
    model = ReviewStage
    fields = ["order", "name", "role"]
    extra = 0
    verbose_name_plural = pgettext_lazy("of a paper", "review stages (none: the usual three)")
