"""The desk for what imports brought: runs with their reports, and the key of every imported thing. Only read."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import ImportItem, ImportRun

from .reading import ReadOnly, as_report


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["started_at", "source", "format", "state", "finished_at"]
    list_filter = ["state", "format"]
    date_hierarchy = "started_at"
    search_fields = ["source", "format"]
    fields = ["source", "format", "state", ("started_at", "finished_at"), "what_happened"]
    readonly_fields = ["what_happened"]

    class Media:
        css = {"all": ["articles/admin/articles.css"]}

    def get_queryset(self, request):
        # A report names every file of its archive.
        runs = super().get_queryset(request)
        return runs if request.resolver_match.url_name.endswith("_change") else runs.defer("report")

    @admin.display(description=_("report"))
    def what_happened(self, run):
        return as_report(run.report)


class PaperFilter(admin.RelatedFieldListFilter):
    """By paper, under the word that the other desks use."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("publication")


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["key", "kind", "paper", "date", "label", "brought_at", "present_article"]
    list_filter = ["kind", ("publication", PaperFilter)]
    date_hierarchy = "date"
    show_full_result_count = False
    search_fields = ["key", "article__headline"]
    fields = [
        "run",
        "paper",
        ("date", "label"),
        "kind",
        "key",
        "source_digest",
        "digest",
        "present_edition",
        "present_page",
        "present_article",
    ]
    readonly_fields = ["paper", "present_edition", "present_page", "present_article"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("publication", "run", "article", "edition__publication", "page__edition__publication")
            .defer("run__report")
            .prefetch_related("article__captions")
        )

    @admin.display(description=_("publication"), ordering="publication")
    def paper(self, item):
        return item.publication

    @admin.display(description=_("import"), ordering="run")
    def brought_at(self, item):
        return item.run.started_at

    @admin.display(description=_("edition"))
    def present_edition(self, item):
        return _linked(item.edition)

    @admin.display(description=_("page"))
    def present_page(self, item):
        return _linked(item.page)

    @admin.display(description=_("article"))
    def present_article(self, item):
        return _linked(item.article)


def _linked(thing):
    """What became of an imported thing, with the way to its desk."""
    if thing is None:
        return "—"
    options = thing._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[thing.pk])
    return format_html('<a href="{}">{}</a>', address, thing)
