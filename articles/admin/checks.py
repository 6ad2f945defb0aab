"""The desk for the word lists, with their import; the levels of the checks at the paper's own desk."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import roles
from articles.checks import words
from articles.checks.levels import USUAL
from articles.forms import WordListFileForm, WordListTermForm
from articles.models import CheckSetting, WordListTerm
from editions import admin as desks
from editions.models import Publication

from .papers import OfOnesPapers, PartOfAPaper


class CheckSettingFormSet(forms.BaseInlineFormSet):
    """Every check in a row, those that the paper has not set with their usual level; only changed rows are kept."""

    def __init__(self, *args, instance=None, **kwargs):
        own = set(instance.check_settings.values_list("check_name", flat=True)) if instance and instance.pk else set()
        usual = [{"check_name": check, "level": level} for check, level in USUAL.items() if check not in own]
        super().__init__(*args, instance=instance, initial=usual, **kwargs)
        self.extra = len(usual)


class CheckSettingInline(PartOfAPaper, admin.TabularInline):
    model = CheckSetting
    formset = CheckSettingFormSet
    fields = ["check_name", "level"]
    max_num = len(USUAL)


class ListFilter(admin.SimpleListFilter):
    """The list of one paper, or that of all papers."""

    title = _("publication")
    parameter_name = "paper"

    def lookups(self, request, model_admin):
        return [("all-papers", _("all papers")), *Publication.objects.values_list("slug", "name")]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case "all-papers":
                return queryset.filter(publication__isnull=True)
        return queryset.filter(publication__slug=self.value())


@admin.register(WordListTerm)
class WordListAdmin(desks.NoDetours, OfOnesPapers, admin.ModelAdmin):
    form = WordListTermForm
    list_display = ["term", "kind", "suggestion", "paper", "changed_at"]
    list_filter = [ListFilter, "kind"]
    list_select_related = ["publication"]
    search_fields = ["term", "suggestion"]
    fields = ["publication", "term", "kind", "suggestion"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="articles_wordlistterm_import"), *super().get_urls()]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Whose role counts for some papers only keeps their lists, and not that of all papers."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if not roles.may(request.user, self.permission_to_choose(request, db_field), None):
            field.required, field.help_text = True, ""
        return field

    def may_import(self, request) -> bool:
        """A file may add terms, and change those that are listed already."""
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"may_import": self.may_import(request), **(extra_context or {})})

    @admin.display(description=_("publication"), ordering="publication")
    def paper(self, term):
        return term.publication or _("all papers")

    def import_view(self, request):
        """Stores the good lines of a file; the bad ones are shown with their numbers, to be mended and sent again."""
        if not self.may_import(request):
            raise PermissionDenied
        needed = [f"articles.{verb}_wordlistterm" for verb in ("add", "change")]
        papers = [set(roles.papers_of(request.user, permission)) for permission in needed]
        form = WordListFileForm(
            request.POST or None,
            request.FILES or None,
            papers=Publication.objects.filter(pk__in=set.intersection(*papers)),
            all_papers=all(roles.may(request.user, permission, None) for permission in needed),
        )
        bad = []
        if form.is_valid():
            read = form.cleaned_data["file"]
            new, changed = words.store(read.terms, form.cleaned_data["publication"])
            bad = read.bad
            said = {"new": new, "changed": changed, "same": len(read.terms) - new - changed, "bad": len(bad)}
            sentence = gettext(
                "%(new)d terms are new, %(changed)d changed, %(same)d were the same; %(bad)d lines were not stored."
            )
            self.message_user(request, sentence % said, messages.WARNING if bad else messages.SUCCESS)
            if not bad:
                return redirect("admin:articles_wordlistterm_changelist")
        return TemplateResponse(
            request,
            "admin/articles/wordlistterm/import.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Import a word list"),
                "opts": self.opts,
                "form": form,
                "bad": bad,
                "media": self.media,
            },
        )
