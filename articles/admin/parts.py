"""The desks for what is part of an article or stands beside it: corrections, regions, former addresses, versions."""

from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import masking, workflow
from articles.forms import RegionForm
from articles.models import Article, ArticleAddress, ArticleRegion, ArticleVersion, Correction
from editions.admin import colleague
from editions.forms import PrintedField
from editions.models import Page

from .conflicts import AgainstStaleSaves
from .papers import OfOnesPapers
from .reading import ReadOnly, as_report

PRINTED = {models.TextField: {"form_class": PrintedField, "widget": PrintedField.widget}}


class BesideAnArticle(admin.ModelAdmin):
    """Rows that belong to an article and are listed by its headline."""

    list_select_related = ["article"]
    autocomplete_fields = ["article"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("article__captions")


class PartOfAnArticle(OfOnesPapers, AgainstStaleSaves, BesideAnArticle):
    """Rows that are part of their article's record: changing or deleting one is a change of the article."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["article"] if obj else [])]

    def save_model(self, request, obj, form, change):
        with workflow.revision(obj.article, by=request.user):
            super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        with workflow.revision(obj.article, by=request.user):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with workflow.revisions(Article.objects.filter(pk__in=queryset.values("article")), by=request.user):
            super().delete_queryset(request, queryset)


@admin.register(Correction)
class CorrectionAdmin(PartOfAnArticle):
    formfield_overrides = PRINTED
    list_display = ["date", "article", "text"]
    list_filter = ["article__publication"]
    date_hierarchy = "date"
    search_fields = ["text", "article__headline"]


@admin.register(ArticleRegion)
class RegionAdmin(PartOfAnArticle):
    form = RegionForm
    list_display = ["article", "page", "points"]
    list_filter = ["page__edition__publication"]
    list_select_related = ["article", "page__edition__publication"]
    date_hierarchy = "page__edition__date"
    show_full_result_count = False
    search_fields = ["article__headline", "page__number", "page__edition__date"]
    autocomplete_fields = ["article", "page"]

    def save_model(self, request, obj, form, change):
        """The region of a withdrawn article covers it on the picture of the page."""
        before = [form.initial["page"]] if change else []
        super().save_model(request, obj, form, change)
        masking.renew(Page.objects.filter(pk__in=[obj.page_id, *before]))

    def delete_model(self, request, obj):
        page = obj.page
        super().delete_model(request, obj)
        masking.renew([page])

    def delete_queryset(self, request, queryset):
        pages = list(Page.objects.filter(regions__in=queryset).distinct())
        super().delete_queryset(request, queryset)
        masking.renew(pages)

    @admin.display(description=_("points"))
    def points(self, region):
        return len(region.polygon)


@admin.register(ArticleAddress)
class AddressAdmin(OfOnesPapers, BesideAnArticle):
    list_display = ["path", "publication", "article"]
    list_filter = ["publication"]
    list_select_related = ["article", "publication"]
    search_fields = ["path", "article__headline"]


CREATED_BY = colleague(ArticleVersion, "created_by")


@admin.register(ArticleVersion)
class VersionAdmin(ReadOnly, BesideAnArticle):
    list_display = ["kept_at", "article", CREATED_BY, "note", "short_digest"]
    list_select_related = ["article", "created_by"]
    date_hierarchy = "created_at"
    search_fields = ["article__headline", "note", "digest"]
    fields = ["article", "kept_at", CREATED_BY, "note", "digest", "text"]
    readonly_fields = ["kept_at", CREATED_BY, "text"]

    class Media:
        css = {"all": ["articles/admin/articles.css"]}

    @admin.display(description=pgettext_lazy("version", "kept at"), ordering="created_at")
    def kept_at(self, version):
        return date_format(timezone.localtime(version.created_at), "DATETIME_FORMAT")

    @admin.display(description=_("digest"))
    def short_digest(self, version):
        return version.digest[:8]

    @admin.display(description=_("record"))
    def text(self, version):
        return as_report(version.record)
