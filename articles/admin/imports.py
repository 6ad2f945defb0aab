"""The desk for what imports brought: runs with their reports, and the key of every imported thing. Only read."""

from django.contrib import admin
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


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["key", "kind", "publication", "date", "label", "run", "article"]
    list_filter = ["kind", "publication"]
    date_hierarchy = "date"
    show_full_result_count = False
    search_fields = ["key", "article__headline"]
    fields = [
        "run",
        "publication",
        ("date", "label"),
        "kind",
        "key",
        ("source_digest", "digest"),
        "edition",
        "page",
        "article",
    ]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("publication", "run", "article", "edition__publication", "page__edition__publication")
            .defer("run__report")
            .prefetch_related("article__captions")
        )
