"""The credited people in the forms of articles and of captions."""

from django.contrib import admin

from articles.forms import ArticleCreditForm, LoadedAutocomplete, PhotoCreditForm
from articles.models import ArticleCredit, PhotoCredit
from editions.admin import NoDetours


class CreditInline(NoDetours, admin.TabularInline):
    """The rows of credits, whose contributors are read with them."""

    fields = ["affiliation", "name", "role", "contributor", "order"]
    autocomplete_fields = ["contributor"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("contributor")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = LoadedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ArticleCreditInline(CreditInline):
    model = ArticleCredit
    form = ArticleCreditForm


class PhotoCreditInline(CreditInline):
    model = PhotoCredit
    form = PhotoCreditForm
