"""What articles add to the desks for editions and pages: counts, the articles of a page, sign-off."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import masking, roles, workflow
from articles.models import Article, ArticleRegion
from editions import admin as desks
from editions.models import Edition, Page, Publication
from editions.staff import name_of

from .board import EditionBoard
from .checks import CheckSettingInline
from .conflicts import AgainstStaleSaves
from .edition_files import EditionFiles
from .edition_findings import EditionFindings, PageFindings
from .moves import Moves
from .papers import OfOnesPapers
from .region_sheet import RegionSheet
from .reviews import ReviewStageInline
from .withdrawals import Withdrawals


class ArticleInline(admin.TabularInline):
    """A page's articles in their order; they are written in their own form, and ordered on the board."""

    model = Article
    fields = ["order", "number", "headline_link", "kind", "state", "complete"]
    readonly_fields = fields
    ordering = ["order", "number"]
    extra = max_num = 0
    can_delete = False
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body").prefetch_related("captions")

    @admin.display(description=_("headline"))
    def headline_link(self, article):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[article.pk]), article.title
        )


class PageInline(desks.PageInline):
    fields = [*desks.PageInline.fields, "article_count"]
    readonly_fields = [*desks.PageInline.readonly_fields, "article_count"]

    def get_queryset(self, request):
        articles = desks.how_many(Article.objects.all(), "page")
        return super().get_queryset(request).annotate(articles_placed=articles)

    @admin.display(description=_("articles"))
    def article_count(self, page):
        return getattr(page, "articles_placed", "—")


def running_over(pages):
    """The articles with regions on these pages, which lose them when the pages go."""
    return Article.objects.filter(pk__in=ArticleRegion.objects.filter(page__in=pages).values("article"))


admin.site.unregister([Edition, Page, Publication])


@admin.register(Publication)
class PublicationAdmin(OfOnesPapers, desks.PublicationAdmin):
    """Frame, review stages and levels of checks are the work of different roles: each is open to whose it is."""

    inlines = [ReviewStageInline]

    def has_change_permission(self, request, obj=None):
        """The form opens to whoever may change a part of it."""
        parts = [inline(Publication, self.admin_site) for inline in (ReviewStageInline, CheckSettingInline)]
        return self.may_change_frame(request, obj) or any(part.has_change_permission(request, obj) for part in parts)

    def may_change_frame(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        if obj is None or self.may_change_frame(request, obj):
            return readonly
        return [*readonly, *flatten_fieldsets(self.get_fieldsets(request, obj))]

    def get_inlines(self, request, obj):
        """A new paper begins with the usual levels of its checks."""
        return [*super().get_inlines(request, obj), *([CheckSettingInline] if obj else [])]


@admin.register(Edition)
class EditionAdmin(
    EditionBoard, EditionFindings, EditionFiles, OfOnesPapers, AgainstStaleSaves, Withdrawals, Moves, desks.EditionAdmin
):
    inlines = [PageInline]
    list_display = [*desks.EditionAdmin.list_display[:-1], "article_count", "board_link", "on_site"]
    actions = ["sign_off", "reopen"]
    verbs = ("sign_off", "reopen")

    def get_queryset(self, request):
        articles = desks.how_many(Article.objects.filter(page__isnull=False), "edition")
        return super().get_queryset(request).annotate(articles_placed=articles)

    def has_sign_off_permission(self, request):
        return request.user.has_perm("editions.sign_off_edition")

    def save_model(self, request, obj, form, change):
        with workflow.addresses_kept(Article.objects.filter(edition_id=obj.pk)):
            super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        articles = Article.objects.filter(edition_id=form.instance.pk)
        gone = [row.instance.pk for row in formset.deleted_forms]
        with workflow.addresses_kept(articles), workflow.revisions(running_over(gone), by=request.user):
            super().save_formset(request, form, formset, change)

    def get_readonly_fields(self, request, obj=None):
        """Whoever signs off other papers only may not move the hour of this one either."""
        kept = [*super().get_readonly_fields(request, obj), "missing"]
        if obj and obj.signed_off_at and not roles.may(request.user, "editions.sign_off_edition", obj.publication):
            kept.append("publish_at")
        return kept

    def get_fieldsets(self, request, obj=None):
        """What an edition still lacks stands above everything else, until it is signed off."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and not obj.signed_off_at and not obj.withdrawn_at:
            fieldsets.insert(0, (_("Before sign-off"), {"fields": ["missing", "findings"]}))
        return fieldsets

    def make(self, verb, request, obj, reason):
        if verb == "sign_off":
            workflow.sign_off(obj, by=request.user, override_reason=reason)
            return self._released(obj)
        workflow.reopen(obj, reason, by=request.user)
        sentence = gettext("Saved. %(edition)s is back in the newsroom; it appears once it is signed off again.")
        return sentence % {"edition": obj}

    @admin.display(description=_("missing"))
    def missing(self, edition):
        lacks = workflow.missing(edition) + workflow.blocked_by(self.found_in(edition))
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lacks)) or _("nothing")

    def _released(self, edition) -> str:
        """What became of an edition that was signed off, with its hour as the paper's own clock shows it."""
        edition = Edition.objects.select_related("publication").get(pk=edition.pk)
        if edition.publish_at <= timezone.now():
            sentence = gettext("Saved and signed off: readers see %(edition)s now (publish time %(time)s).")
        else:
            sentence = gettext("Saved and signed off: readers see %(edition)s from %(time)s.")
        time = date_format(edition.publish_at.astimezone(edition.publication.zone), "DATETIME_FORMAT")
        return sentence % {"edition": edition, "time": time}

    @admin.action(description=_("Make public"), permissions=["sign_off"])
    def sign_off(self, request, queryset):
        drafts = queryset.filter(signed_off_at__isnull=True, withdrawn_at__isnull=True)
        released = self._each(
            request, drafts, lambda edition: workflow.sign_off(edition, by=request.user), gettext("Signed off.")
        )
        self.say(
            request,
            ngettext(
                "%(count)d edition is signed off; readers see it from its publish time.",
                "%(count)d editions are signed off; readers see each from its publish time.",
                released,
            ),
            released,
        )

    @admin.action(description=_("Take back into the newsroom"), permissions=["sign_off"])
    def reopen(self, request, queryset):
        reason = gettext("Taken back from the list of editions.")
        signed_off = queryset.filter(signed_off_at__isnull=False, withdrawn_at__isnull=True)
        taken = self._each(
            request, signed_off, lambda edition: workflow.reopen(edition, reason, by=request.user), reason
        )
        self.say(
            request,
            ngettext(
                "%(count)d edition is back in the newsroom; it appears once it is signed off again.",
                "%(count)d editions are back in the newsroom; each appears once it is signed off again.",
                taken,
            ),
            taken,
        )

    def _each(self, request, editions, move, logged) -> int:
        """Make a move with each edition and log it, saying why where it is refused; with how many it was made."""
        made = 0
        for edition in list(editions):
            try:
                move(edition)
            except workflow.Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
                continue
            self.log_change(request, edition, logged)
            made += 1
        return made

    def say(self, request, sentence, count):
        level = messages.SUCCESS if count else messages.WARNING
        self.message_user(request, sentence % {"count": count}, level)

    @admin.display(description=_("articles"), ordering="articles_placed")
    def article_count(self, edition):
        return edition.articles_placed


@admin.register(Page)
class PageAdmin(PageFindings, OfOnesPapers, AgainstStaleSaves, Moves, desks.PageAdmin):
    inlines = [ArticleInline]
    list_display = [*desks.PageAdmin.list_display, "article_count"]

    def get_queryset(self, request):
        articles = desks.how_many(Article.objects.all(), "page")
        return super().get_queryset(request).annotate(articles_placed=articles)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "proofed"]

    def get_fieldsets(self, request, obj=None):
        return [*super().get_fieldsets(request, obj), *([(_("Proofs"), {"fields": ["proofed"]})] if obj else [])]

    verbs = ("sign_proof",)

    def get_urls(self):
        return [*RegionSheet(self.model, self.admin_site).addresses(), *super().get_urls()]

    def seen(self, request, obj):
        return workflow.text_mark(obj)

    reason_label = _("Errors found, one on each line")

    def make(self, verb, request, obj, reason):
        proof = workflow.sign_proof(obj, reason, by=request.user, seen=request.POST.get("_seen"))
        return gettext("Signed: %(proof)s.") % {"proof": proof}

    @admin.display(description=_("proofs"))
    def proofed(self, page):
        """The proofs that were signed, the newest first; above them whether the last is open again."""
        lines = []
        for proof in page.proofs.select_related("signed_by"):
            at = date_format(timezone.localtime(proof.at), "SHORT_DATETIME_FORMAT")
            lines.append((at, proof.get_order_display(), name_of(proof.signed_by), proof.errors))
        last = page.proofs.first()
        if last and workflow.proofs_signed(page) < last.order:
            lines.insert(0, (_("A text has changed since; the last proof is open again."), "", "", ""))
        return format_html_join(mark_safe("<br>"), "{} {} {} {}", lines) or "—"

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def save_model(self, request, obj, form, change):
        with workflow.addresses_kept(Article.objects.filter(page_id=obj.pk)):
            super().save_model(request, obj, form, change)
            if "facsimile" in form.changed_data and obj.has_withdrawn:
                masking.renew([obj])

    def delete_model(self, request, obj):
        with workflow.revisions(running_over([obj.pk]), by=request.user):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with workflow.revisions(running_over(queryset.values("pk")), by=request.user):
            super().delete_queryset(request, queryset)

    @admin.display(description=_("articles"), ordering="articles_placed")
    def article_count(self, page):
        return page.articles_placed
