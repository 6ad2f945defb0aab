"""The sheet of a page's regions: drawn on its picture, or typed, and saved all at once."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Script
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from PIL import Image

from articles import masking, proposals, roles, versions, workflow
from articles.forms import PageRegionForm
from articles.models import Article, ArticleRegion
from editions import columns, media, pdf_pages, typed
from editions.models import Page
from editions.text_layer import TextLayer
from editions.uploads import said_of

from .conflicts import AgainstStaleSaves

# Of the rendition in which columns are looked for.
COLUMNS_WIDTH = 1280
WRITES = [f"articles.{verb}_articleregion" for verb in ("add", "change", "delete")]


class RegionInline(admin.TabularInline):
    model = ArticleRegion
    form = PageRegionForm
    fields = ["article", "polygon"]
    extra = 0
    template = "admin/articles/regions/rows.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article", "page")

    def get_formset(self, request, obj=None, **kwargs):
        self.form = type("PageRegionForm", (PageRegionForm,), {"articles": tuple(articles_for(obj)), "page": obj})
        return super().get_formset(request, obj, **kwargs)

    def has_add_permission(self, request, obj):
        return may_draw(request.user, obj)

    def has_change_permission(self, request, obj=None):
        return may_draw(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return may_draw(request.user, obj)


def may_draw(user, page: Page | None) -> bool:
    """Whether somebody may draw, mend and remove regions on a page of this paper."""
    return page is not None and all(roles.may(user, verb, page.edition.publication) for verb in WRITES)


def articles_for(page: Page):
    """The articles that a region of this page can be of, this page's own before those that run over from others."""
    edition = Article.objects.filter(edition=page.edition_id, page__isnull=False).select_related("page")
    articles = list(edition.defer("body").prefetch_related("captions").in_print_order())
    return sorted(articles, key=lambda article: article.page_id != page.pk)


class RegionSheet(typed.AnyForm, AgainstStaleSaves, admin.ModelAdmin):
    """Not a desk of its own: `PageAdmin` leads to it."""

    inlines = [RegionInline]
    change_form_template = "admin/articles/regions/sheet.html"

    class Media:
        css = {"all": ["articles/admin/articles.css", "articles/admin/regions.css"]}
        js = [Script("articles/admin/regions/editor.js", type="module")]

    def addresses(self):
        """What `PageAdmin` adds to its own addresses."""
        return [
            path("<path:object_id>/regions/", typed.form_view(self, self.sheet_view), name="editions_page_regions"),
            path(
                "<int:key>/regions/proposed/",
                self.admin_site.admin_view(self.proposed_view),
                name="editions_page_proposed_regions",
            ),
            path(
                "<int:key>/regions/columns/",
                self.admin_site.admin_view(self.columns_view),
                name="editions_page_columns",
            ),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("edition__publication")

    def get_fields(self, request, obj=None):
        """None of the page's own: those have their form."""
        return []

    def has_view_permission(self, request, obj=None):
        return request.user.has_perms(["editions.view_page", "articles.view_articleregion"])

    def has_change_permission(self, request, obj=None):
        return request.user.has_perms(WRITES) and (obj is None or may_draw(request.user, obj))

    def has_add_permission(self, request):
        return False

    def sheet_view(self, request, object_id):
        if request.method == "POST" and "_propose" in request.POST:
            self._add_proposed(request, object_id)
        return self.changeform_view(request, object_id)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        (rows,) = context["inline_admin_formsets"]
        articles = rows.formset.form.articles
        context |= {
            "title": _("Regions of %(page)s") % {"page": obj},
            "picture": obj.facsimile and media.sources(obj.facsimile.name, obj.facsimile_width)[-1][0],
            "of_this_page": [article for article in articles if article.page_id == obj.pk],
            "of_other_pages": [article for article in articles if article.page_id != obj.pk],
            "has_text_layer": bool(obj.pdf),
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
            "show_delete": False,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """The page itself stays as it is."""

    def save_related(self, request, form, formsets, change):
        """Every article whose regions change has its version; a withdrawn one is covered where it lies now."""
        page, (formset,) = form.instance, formsets
        rows = [row for row in formset.forms if row.has_changed() or row in formset.deleted_forms]
        before = {row.initial.get("article") for row in rows}
        after = {article.pk for row in rows if (article := row.cleaned_data.get("article"))}
        articles = Article.objects.filter(pk__in=(before | after) - {None})
        with workflow.revisions(articles, by=request.user):
            formset.save()
            masking.renew([page])

    def response_change(self, request, obj):
        self.message_user(request, _("The regions of %(page)s are saved.") % {"page": obj}, messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def proposed_view(self, request, key):
        """The proposed regions as JSON: each `article` by its key, with its `corners` as they are typed."""
        page = self._drawn_by(request, key)
        layer, why_not = layer_of(page)
        found = proposed(page, layer) if layer else []
        if layer and not found:
            why_not = _("No further article of this page is found in its PDF.")
        return JsonResponse({"regions": found, "why_not": why_not})

    def columns_view(self, request, key):
        """Where the page's `columns` begin and end as JSON, in percent of its width."""
        return JsonResponse({"columns": [round(edge * 100, 2) for edge in columns_on(self._drawn_by(request, key))]})

    def _drawn_by(self, request, key) -> Page:
        page = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request, page):
            raise PermissionDenied
        return page

    def _add_proposed(self, request, object_id):
        """The form as it was typed with what is proposed in rows of its own: nothing of it is saved yet."""
        page = self.get_object(request, object_id)
        if page is None or not self.has_change_permission(request, page):
            raise Http404
        posted = request.POST.copy()
        total = posted.get("regions-TOTAL_FORMS", "")
        place = int(total) if total.isdecimal() else 0
        layer, why_not = layer_of(page)
        for region in proposed(page, layer) if layer else []:
            posted[f"regions-{place}-article"] = str(region["article"])
            posted[f"regions-{place}-polygon"] = region["corners"]
            place += 1
        posted["regions-TOTAL_FORMS"] = str(place)
        sentence = _("These are proposed by the PDF's text, and not saved yet: look them over, and save.")
        typed.show_unsaved(request, why_not or sentence, posted)


def columns_on(page: Page) -> list[float]:
    """The edges of its columns in fractions of its width: by the PDF's text, else as its picture shows them."""
    layer, _why_not = layer_of(page)
    if layer or not page.facsimile:
        return layer.columns if layer else []
    try:
        with Image.open(media.rendition(page.facsimile.name, COLUMNS_WIDTH)) as picture:
            return columns.columns_of(picture)
    except media.NoRendition:
        return []


def layer_of(page: Page) -> tuple[TextLayer | None, str]:
    """What the page's PDF says of its layout; None, and why, where there is nothing to go by."""
    if not page.pdf:
        return None, _("This page has no PDF.")
    try:
        with page.pdf.open("rb") as file:
            layer = pdf_pages.text_layer(file.read())
    except pdf_pages.NoPages as refusal:
        return None, str(said_of(refusal))
    except OSError:
        return None, _("The PDF of this page is lost.")
    if not layer.lines:
        return None, _("The PDF of this page holds pictures only, and no text to go by.")
    return layer, ""


def proposed(page: Page, layer: TextLayer) -> list[dict]:
    """What is proposed for articles that have no region on the page yet: each `article` by its key, with its `corners`
    as they are typed."""
    here = [article.pk for article in articles_for(page) if article.page_id == page.pk]
    drawn = set(page.regions.values_list("article", flat=True))
    jumping = Q(continues__page=page) | Q(continued_by__page=page)
    wanted = Article.objects.filter(Q(pk__in=here) | jumping, edition=page.edition_id)
    records = versions.with_record(wanted.in_print_order().distinct())
    copies = [proposals.copy_of(article.pk, versions.record_of(article)) for article in records]
    corners = PageRegionForm.base_fields["polygon"].prepare_value
    return [
        {"article": key, "corners": corners(polygon)}
        for key, polygons in proposals.propose(layer, copies).items()
        if key not in drawn
        for polygon in polygons
    ]
