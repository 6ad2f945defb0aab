"""The desk for articles, with the credits, captions and corrections in their form."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import people, roles, versions, workflow
from articles.checks import inspection
from articles.forms import ArticleForm, SuperuserArticleForm
from articles.models import Article, ArticleCredit, ArticleVersion, Correction, Note, ReviewStage
from editions.admin import NoDetours, colleague
from editions.models import Page
from editions.staff import name_of

from .conflicts import AgainstStaleSaves
from .corrections import Corrections
from .credits import ArticleCreditInline
from .drafting import DRAFTING, Drafting, SaysWhatItRead
from .findings import as_findings
from .history import History
from .moves import Moves, ShownWhenRefused, typed_beside
from .notes import Notes
from .papers import OfOnesPapers
from .parts import PRINTED
from .photos import CaptionInline
from .presence import Presence
from .withdrawals import Withdrawals


class PlaceFilter(admin.SimpleListFilter):
    """On a page, or still in the copy pool."""

    title = _("place")
    parameter_name = "placed"

    def lookups(self, request, model_admin):
        return [("yes", _("on a page")), ("no", _("in the copy pool"))]

    def queryset(self, request, queryset):
        return queryset.filter(page__isnull=self.value() == "no") if self.value() in ("yes", "no") else queryset


class CorrectionInline(admin.TabularInline):
    model = Correction
    formfield_overrides = PRINTED
    fields = ["date", "text"]
    extra = 0


AUTHOR = colleague(Article, "author")


@admin.register(Article)
class ArticleAdmin(
    ShownWhenRefused,
    NoDetours,
    OfOnesPapers,
    AgainstStaleSaves,
    Presence,
    Corrections,
    Withdrawals,
    Moves,
    History,
    Notes,
    Drafting,
    SaysWhatItRead,
    admin.ModelAdmin,
):
    form = ArticleForm
    inlines = [ArticleCreditInline, CaptionInline, CorrectionInline]
    list_display = ["title", "publication", "day", "page_number", "kind", "state", "complete"]
    list_filter = ["publication", "kind", "state", "complete", PlaceFilter]
    list_select_related = ["publication", "edition", "page"]
    date_hierarchy = "edition__date"
    show_full_result_count = False
    search_fields = [
        "kicker",
        "headline",
        "subheadline",
        "byline",
        "captions__text",
        "captions__credit_line",
        "source_id",
    ]
    search_help_text = _("headlines, byline, captions, the source's own id")
    autocomplete_fields = ["page", "continues", "repeats"]
    readonly_fields = ["number", "standing", "reviewed", "findings", AUTHOR, "origin", "created_at", "changed_at"]
    whole_lists = (ArticleCreditInline,)
    may_begin_anew = True
    save_on_top = True
    verbs = ("submit", "approve", "return_to_author", "take_back")
    says_why = True
    fieldsets = [
        (_("Place"), {"fields": ["publication", ("page", "order"), "number", "kind"]}),
        (_("Review"), {"fields": ["standing", "reviewed"]}),
        (_("Headlines"), {"fields": ["kicker", "headline", "subheadline"]}),
        (_("Text"), {"fields": ["body", ("byline", "byline_place"), ("complete", "ordered_length")]}),
        (_("Beside the text"), {"fields": ["keywords", "continues", "repeats", "embargo"], "classes": ["collapse"]}),
        (
            _("Archive"),
            {
                "fields": ["source_id", "source_url", AUTHOR, "origin", ("created_at", "changed_at")],
                "classes": ["collapse"],
            },
        ),
    ]

    class Media:
        css = {"all": ["articles/admin/articles.css"]}
        js = [forms.Script("articles/admin/presence.js", type="module"), *DRAFTING]

    def get_queryset(self, request):
        # A picture without a headline is known by its caption.
        return super().get_queryset(request).prefetch_related("captions")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = SuperuserArticleForm if request.user.is_superuser else self.form
        # Django leaves a declared field out where it is only read, but of the desk's own form alone.
        only_read = set(self.get_readonly_fields(request, obj)) & set(form.declared_fields)
        form = type(form.__name__, (form,), {"by": request.user, **dict.fromkeys(only_read)})
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fieldsets(self, request, obj=None):
        """Who may only look sees the body as it is set, not its markup."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            beside = {"fields": ["findings"], "classes": ["beside"]}
            fieldsets = [(_("Checks before print"), beside), *fieldsets]
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": ["set_body" if field == "body" else field for field in options["fields"]]})
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        """A reporter files into the copy pool; placing a text is the editors', an embargo the heads'."""
        kept = [
            name
            for needed, names in (("articles.place_article", ["page", "order"]), ("articles.set_embargo", ["embargo"]))
            if not (roles.may(request.user, needed, obj.publication) if obj else request.user.has_perm(needed))
            for name in names
        ]
        return [*super().get_readonly_fields(request, obj), *kept]

    def permission_to_choose(self, request, db_field):
        return "articles.place_article" if db_field.name == "page" else super().permission_to_choose(request, db_field)

    def seen(self, request, obj):
        """Whoever may change a text has the mark of its form; who only looks at it has this one."""
        return "" if self.has_change_permission(request, obj) else versions.digest_of(obj)

    def make(self, verb, request, obj, reason):
        if verb == "return_to_author":
            workflow.return_to_author(obj, reason, by=request.user)
        elif verb == "approve":
            workflow.approve(obj, by=request.user, note=reason, seen=request.POST.get("_seen", ""))
        else:
            {"submit": workflow.submit, "take_back": workflow.take_back}[verb](obj, by=request.user)
        return self.standing(Article.objects.get(pk=obj.pk))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Whoever opens a text that was reviewed is told beforehand what a change will void."""
        stage = workflow.void_from(obj, request.user) if obj else None
        if stage is not None:
            context["warning"] = _(
                "Reviews have passed this text: a change of what is printed puts it back to the review stage %(stage)s."
            ) % {"stage": next(each.name for each in ReviewStage.objects.of(obj.publication) if each.order == stage)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_changeform_initial_data(self, request):
        """A link from a page brings the page, and with it the paper and the last place on it; else the first paper."""
        initial = super().get_changeform_initial_data(request)
        named = initial.pop("page", "")
        if named.isdecimal() and (page := Page.objects.select_related("edition").filter(pk=named).first()):
            place = {"page": page.pk, "publication": page.edition.publication_id, "order": page.articles.count()}
            return initial | place
        return {"publication": next(iter(roles.papers_of(request.user, "articles.add_article")), None)} | initial

    def has_delete_permission(self, request, obj=None):
        """What is signed off is withdrawn, and leaves its notice; it is not deleted."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_frozen)

    def get_deleted_objects(self, objs, request):
        """An article's versions and notes go with it, although nobody may delete one alone."""
        deleted, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, forbidden - {model._meta.verbose_name for model in (ArticleVersion, Note)}, protected

    def view_on_site(self, article):
        """By what is stored: the form may hold what was typed wrong."""
        published = Article.objects.published().select_related("publication", "edition", "page")
        stored = published.filter(pk=article.pk).first()
        return stored.get_absolute_url() if stored else None

    def save_model(self, request, obj, form, change):
        """Left to `save_related`: the article and its rows are one change."""

    def save_related(self, request, form, formsets, change):
        article = form.instance
        if change and not form.has_changed() and not any(formset.has_changed() for formset in formsets):
            return super().save_related(request, form, formsets, change)
        if not change:
            article.author = request.user
        if change:
            self.keep_uploads(formsets)
        try:
            self._store(request, form, formsets, change)
        except workflow.Frozen as frozen:
            self.propose(request, form, frozen.record)

    def _store(self, request, form, formsets, change):
        article = form.instance
        with workflow.revision(article, by=request.user, why=typed_beside(request, "_reason")):
            if change and "embargo" in form.changed_data:
                workflow.set_embargo(article, article.embargo, by=request.user)
            workflow.place(article, form.cleaned_data.get("page", article.page), article.order, by=request.user)
            if not change and article.embargo:
                workflow.set_embargo(article, article.embargo, by=request.user)
            super().save_related(request, form, formsets, change)
            mended = any(formset.model is ArticleCredit and formset.has_changed() for formset in formsets)
            if "byline" in form.changed_data and not mended:
                people.read_byline(article)

    @admin.display(description=pgettext_lazy("article", "standing"))
    def standing(self, article):
        """Where an article stands in its reviews, and since when."""
        stage = workflow.stage_of(article) if article.pk else None
        if stage is None:
            return article.get_state_display()
        since = date_format(timezone.localtime(article.waiting_since), "SHORT_DATETIME_FORMAT")
        sentence = _("waits for %(stage)s (%(role)s) since %(time)s")
        return sentence % {"stage": stage.name, "role": stage.role.name, "time": since}

    @admin.display(description=_("reviews"))
    def reviewed(self, article):
        """Every review that the article has had, the newest first."""
        reviews = article.reviews.select_related("reviewer") if article.pk else []
        lines = [
            (
                date_format(timezone.localtime(review.at), "SHORT_DATETIME_FORMAT"),
                review.stage_name,
                review.get_verdict_display(),
                name_of(review.reviewer),
                review.note,
            )
            for review in reviews
        ]
        return format_html_join(mark_safe("<br>"), "{} {} {} {} {}", lines) or "—"

    @admin.display(description=_("findings"))
    def findings(self, article):
        """What the checks find in the article as it is stored."""
        return as_findings(inspection.of_article(article))

    @admin.display(description=_("body"))
    def set_body(self, article):
        return mark_safe(article.body)  # clean since it was stored

    @admin.display(description=_("headline"), ordering="headline")
    def title(self, article):
        return article.title

    @admin.display(description=_("date"), ordering="edition__date")
    def day(self, article):
        return article.edition.day if article.edition else "—"

    @admin.display(description=_("page"), ordering="page__order_key")
    def page_number(self, article):
        return article.page.number if article.page else "—"
