"""The newsroom's desk for publications, editions and pages; `articles.admin.editions` adds what stands on them."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import ahead, media
from .forms import EditionForm, PageForm, PageFormSet, PageRowForm, PrintedField
from .models import Edition, Page, Publication
from .staff import name_of

# The rendition that each size of thumbnail shows, by its width.
THUMBNAILS = {"small": 320, "medium": 320, "large": 640}
# Width and height in CSS pixels that the large one stays within, as in admin.css: said in its tag too, the place is
# kept while the picture is on its way.
LARGEST = (320, 420)


def thumbnail(file, alt="", size="small"):
    """A stored picture as the admin shows it: `small` and `medium` in lists, `large` on its own form."""
    if not file:
        return "—"
    source = media.address(file.name, THUMBNAILS[size]) or file.url
    width, height = (
        getattr(file.instance, name or "", None) for name in (file.field.width_field, file.field.height_field)
    )
    measured = ""
    if width and height:
        shrunk = min(1, LARGEST[0] / width, LARGEST[1] / height)
        measured = format_html(' width="{}" height="{}"', round(width * shrunk), round(height * shrunk))
    return format_html('<img class="thumbnail {}" src="{}" alt="{}"{} loading="lazy">', size, source, alt, measured)


def colleague(model, field: str):
    """A column for an account that a row leads to, as colleagues know it."""

    @admin.display(description=model._meta.get_field(field).verbose_name, ordering=field)
    def named(row):
        return name_of(getattr(row, field)) or "—"

    named.__name__ = field
    return named


def how_many(rows, leading_to, counted="pk"):
    """How many `rows` lead to each row of a list by their key `leading_to`; a subquery, so counts never multiply."""
    counts = rows.order_by().filter(**{leading_to: OuterRef("pk")}).values(leading_to)
    counted = Count(counted, distinct=counted != "pk")
    return Coalesce(Subquery(counts.annotate(how_many=counted).values("how_many"), IntegerField()), 0)


STATES = {
    "draft": _("draft"),
    "scheduled": _("scheduled"),
    "public": _("public"),
    "withdrawn": pgettext_lazy("edition", "withdrawn"),
}


def edition_state(edition: Edition) -> str:
    """The name in `STATES` of where an edition stands."""
    if edition.is_withdrawn:
        return "withdrawn"
    if edition.is_public:
        return "public"
    return "scheduled" if edition.signed_off_at else "draft"


def public_address(stored: Edition | Page) -> str | None:
    """Where readers find an edition or a page; None while it is not public."""
    edition = stored if isinstance(stored, Edition) else stored.edition
    return stored.get_absolute_url() if edition.is_public else None


class NoDetours:
    """Beside a choice one looks at the chosen thing or adds one; changing and deleting it have their own desks."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field


class SavesChangesOnly:
    """For the desks of editions and pages: see `forms.ChangesOnly`."""

    def save_model(self, request, obj, form, change):
        obj.save(**({"update_fields": form.written()} if change else {}))


class StateFilter(admin.SimpleListFilter):
    """Where an edition stands between the newsroom and its readers."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, queryset):
        signed_off = queryset.filter(signed_off_at__isnull=False)
        match self.value():
            case "draft":
                return queryset.filter(signed_off_at__isnull=True)
            case "scheduled":
                return signed_off.filter(withdrawn_at__isnull=True, publish_at__gt=timezone.now())
            case "public":
                return queryset.public()
            case "withdrawn":
                return signed_off.filter(withdrawn_at__isnull=False)
        return queryset


@admin.register(Publication)
class PublicationAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "order", "publisher", "language", "edition_count"]
    search_fields = ["name", "slug", "masthead", "publisher"]
    formfield_overrides = {models.TextField: {"form_class": PrintedField, "widget": PrintedField.widget}}
    fieldsets = [
        (None, {"fields": ["name", "slug", "order"]}),
        (
            _("Page frame"),
            {"fields": ["masthead", "publisher", "address", "postcode", "telephone", "fax", "email"]},
        ),
        (_("Legal lines"), {"fields": ["licences", "copyright", "home_page"]}),
        (
            _("Publishing"),
            {"fields": ["language", "time_zone", "publishing_hour", "first_issue_date", "running_number"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(editions_kept=how_many(Edition.objects.all(), "publication"))

    @admin.display(description=_("editions"), ordering="editions_kept")
    def edition_count(self, publication):
        return publication.editions_kept


class PageInline(admin.TabularInline):
    model = Page
    form = PageRowForm
    formset = PageFormSet
    fields = ["number", "name", "picture"]
    readonly_fields = ["picture"]
    extra = 0
    show_change_link = True
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("edition__publication")

    def has_delete_permission(self, request, obj=None):
        """Rows are deleted with their edition in view: `obj` is the edition."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)

    @admin.display(description=_("facsimile"))
    def picture(self, page):
        return thumbnail(page.facsimile, str(page.number))


SIGNED_OFF_BY = colleague(Edition, "signed_off_by")


@admin.register(Edition)
class EditionAdmin(NoDetours, SavesChangesOnly, admin.ModelAdmin):
    form = EditionForm
    inlines = [PageInline]
    list_display = ["day", "publication", "number", "state", "publish_at", "page_count", "on_site"]
    list_filter = [StateFilter, "publication"]
    date_hierarchy = "date"
    search_fields = ["publication__name", "publication__slug", "date", "label", "number"]
    readonly_fields = ["state", "signed_off_at", SIGNED_OFF_BY, "withdrawn_at", "withdrawal_notice"]
    fieldsets = [
        (None, {"fields": ["publication", ("date", "through"), "label", "number", "pdf"]}),
        (_("Publishing"), {"fields": ["state", "publish_at", ("signed_off_at", SIGNED_OFF_BY)]}),
    ]

    class Media:
        js = [forms.Script("editions/admin/next-number.js", type="module")]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("publication", "signed_off_by")
            .annotate(pages_kept=how_many(Page.objects.all(), "edition"))
        )

    def get_readonly_fields(self, request, obj=None):
        """Whoever may not sign off may not move the hour of what is signed off either."""
        kept = ["publication"] if obj else []
        if obj and obj.signed_off_at and not request.user.has_perm("editions.sign_off_edition"):
            kept.append("publish_at")
        return [*super().get_readonly_fields(request, obj), *kept]

    def get_fieldsets(self, request, obj=None):
        withdrawal = [(_("Withdrawal"), {"fields": ["withdrawn_at", "withdrawal_notice"]})]
        return super().get_fieldsets(request, obj) + (withdrawal if obj and obj.withdrawn_at else [])

    def get_changeform_initial_data(self, request):
        """Tomorrow's edition of the first paper, or of the one that the link names, with its next running number."""
        initial = {"date": timezone.localdate() + timedelta(days=1)} | super().get_changeform_initial_data(request)
        named = initial.get("publication") or ""
        paper = Publication.objects.filter(**({"pk": named} if named.isdecimal() else {})).first()
        return {"publication": paper, "number": paper and paper.next_number()} | initial

    def has_delete_permission(self, request, obj=None):
        """What readers could open answers with its notice once it is withdrawn; it is not deleted."""
        return super().has_delete_permission(request, obj) and not (obj and (obj.is_public or obj.is_withdrawn))

    def view_on_site(self, edition):
        """By what is stored: the form may hold what was typed wrong."""
        return public_address(self.model.objects.select_related("publication").get(pk=edition.pk))

    @admin.display(description=_("date"), ordering="date")
    def day(self, edition):
        return edition.day

    @admin.display(description=_("site"))
    def on_site(self, edition):
        link = public_address(edition)
        return format_html('<a href="{}" title="{}">↗</a>', link, _("View on the site")) if link else "—"

    @admin.display(description=_("state"))
    def state(self, edition):
        return STATES[edition_state(edition)]

    @admin.display(description=_("pages"), ordering="pages_kept")
    def page_count(self, edition):
        return edition.pages_kept


@admin.register(Page)
class PageAdmin(NoDetours, SavesChangesOnly, admin.ModelAdmin):
    form = PageForm
    list_display = ["number", "name", "publication", "day", "editors", "has_facsimile"]
    list_filter = ["edition__publication", ("facsimile", admin.EmptyFieldListFilter)]
    date_hierarchy = "edition__date"
    show_full_result_count = False
    search_fields = ["number", "name", "edition__date", "edition__label", "editors", "layout", "proof"]
    ordering = ["-edition__date", "edition__publication__order", "edition__label", "order_key"]
    autocomplete_fields = ["edition"]
    readonly_fields = ["picture"]
    fieldsets = [
        (None, {"fields": ["edition", ("number", "name"), "headline_limit"]}),
        (_("Printed page"), {"fields": ["picture", "facsimile", "pdf", "draw"]}),
        (_("Names printed on it"), {"fields": ["editors", "layout", "proof"]}),
        (_("Archive"), {"fields": ["source_url"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("edition__publication")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "facsimile" in form.changed_data:
            ahead.prepare(obj.facsimile.name)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["edition"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.edition.is_public)

    def view_on_site(self, page):
        """By what is stored: the form may hold what was typed wrong."""
        return public_address(self.model.objects.select_related("edition__publication").get(pk=page.pk))

    @admin.display(description=_("publication"), ordering="edition__publication")
    def publication(self, page):
        return page.edition.publication

    @admin.display(description=_("date"), ordering="edition__date")
    def day(self, page):
        return page.edition.day

    @admin.display(description=_("facsimile"), boolean=True)
    def has_facsimile(self, page):
        return bool(page.facsimile)

    @admin.display(description=_("facsimile"))
    def picture(self, page):
        picture = thumbnail(page.facsimile, str(page.number), "large")
        link = page.pk and self.view_on_site(page)
        return format_html('<a href="{}">{}</a>', link, picture) if link and page.facsimile else picture
