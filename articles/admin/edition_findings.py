"""What the checks before print find, in the forms of a page and of an edition."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.checks import inspection
from articles.checks.findings import Finding

from .findings import as_findings_by_article, how_many


class PageFindings:
    """For the desk of pages: the findings of its articles, under the headline of each."""

    class Media:
        css = {"all": ["articles/admin/articles.css"]}

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "findings"]

    def get_fieldsets(self, request, obj=None):
        checks = [(_("Checks before print"), {"fields": ["findings"]})] if obj else []
        return [*super().get_fieldsets(request, obj), *checks]

    @admin.display(description=_("findings"))
    def findings(self, page):
        return as_findings_by_article(inspection.of_page(page))


class EditionFindings:
    """For the desk of editions: how many there are, with the way to them."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "findings"]

    def found_in(self, edition) -> list[Finding]:
        """What the checks find in an edition; asked once for a form that says it in two places."""
        if not hasattr(edition, "found"):
            edition.found = inspection.of_edition(edition)
        return edition.found

    @admin.display(description=_("Checks before print"))
    def findings(self, edition):
        address = reverse("admin:editions_edition_findings", args=[edition.pk])
        return format_html('<a href="{}">{}</a>', address, how_many(self.found_in(edition)))
