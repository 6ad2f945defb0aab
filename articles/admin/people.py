"""The desk for contributors: who they are, what they did, merging two spellings of one, splitting two of one name."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import people
from articles.forms import MergeForm, SplitForm
from articles.models import ArticleCredit, Contributor, PhotoCredit
from editions.admin import how_many

# As many credits as one page of the split shows; the search narrows them down.
SHOWN_AT_ONCE = 200


class StandingFilter(admin.SimpleListFilter):
    """Those who stand for themselves, unless one asks for the names that lead to another."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("merged", _("merged into another")), ("all", _("all"))]

    def choices(self, changelist):
        known, *others = super().choices(changelist)
        return [known | {"display": _("themselves")}, *others]

    def queryset(self, request, queryset):
        match self.value():
            case "merged":
                return queryset.filter(merged_into__isnull=False)
            case "all":
                return queryset
        return queryset.known()


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ["__str__", "article_count", "photo_count", "merged_into"]
    list_filter = [StandingFilter]
    list_select_related = ["merged_into"]
    search_fields = ["name", "distinction", "article_credits__affiliation"]
    fields = ["name", "distinction", "merged_into", "article_count", "photo_count"]
    readonly_fields = ["merged_into", "article_count", "photo_count"]
    actions = ["merge", "split"]

    class Media:
        css = {"all": ["articles/admin/articles.css"]}

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                articles_credited=how_many(ArticleCredit.objects.all(), "contributor", "article"),
                photos_credited=how_many(PhotoCredit.objects.all(), "contributor", "caption"),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        """Wherever a person is chosen, only those who stand for themselves are offered."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        choosing = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (found.known() if choosing else found), duplicates

    def get_urls(self):
        split = path("<int:pk>/split/", self.admin_site.admin_view(self.split_view), name="articles_contributor_split")
        return [split, *super().get_urls()]

    def get_fields(self, request, obj=None):
        return super().get_fields(request, obj) if obj else ["name", "distinction"]

    def view_on_site(self, contributor):
        return contributor.get_absolute_url()

    @admin.display(description=_("articles"), ordering="articles_credited")
    def article_count(self, contributor):
        return contributor.articles_credited

    @admin.display(description=_("photos"), ordering="photos_credited")
    def photo_count(self, contributor):
        return contributor.photos_credited

    @admin.action(description=_("Merge the selected contributors…"), permissions=["change"])
    def merge(self, request, queryset):
        chosen = queryset.known()
        if len(chosen) < 2:
            self.message_user(request, _("Select two or more contributors to merge."), messages.WARNING)
            return None
        form = MergeForm(request.POST if "merge" in request.POST else None, contributors=chosen)
        if form.is_valid():
            into = form.cleaned_data["into"]
            moved = people.merge(chosen, into)
            for contributor in chosen:
                self.log_change(request, contributor, gettext("Merged into “%(into)s”.") % {"into": into})
            self.message_user(
                request,
                ngettext(
                    "Merged into “%(into)s”; %(moved)d credit moved.",
                    "Merged into “%(into)s”; %(moved)d credits moved.",
                    moved,
                )
                % {"into": into, "moved": moved},
                messages.SUCCESS,
            )
            return None
        return TemplateResponse(
            request,
            "admin/articles/contributor/merge.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Merge contributors"),
                "opts": self.opts,
                "form": form,
                "chosen": chosen,
                "media": self.media,
            },
        )

    @admin.action(description=_("Split the selected contributor…"), permissions=["change"])
    def split(self, request, queryset):
        if len(chosen := queryset[:2]) != 1:
            self.message_user(request, _("Select one contributor to split."), messages.WARNING)
            return None
        return redirect("admin:articles_contributor_split", chosen[0].pk)

    def split_view(self, request, pk):
        contributor = get_object_or_404(Contributor, pk=pk)
        if not self.has_change_permission(request, contributor):
            raise PermissionDenied
        asked = request.GET.get("q", "").replace("\x00", "").strip()
        of_articles, of_photos = credits_of(contributor, asked)
        form = SplitForm(
            request.POST or None,
            initial={"name": contributor.name},
            article_credits=of_articles[:SHOWN_AT_ONCE] if request.method != "POST" else of_articles,
            photo_credits=of_photos[:SHOWN_AT_ONCE] if request.method != "POST" else of_photos,
        )
        if form.is_valid():
            try:
                person = people.split(contributor, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error("distinction", refusal)
            else:
                self.log_change(request, contributor, gettext("Split: credits given to “%(to)s”.") % {"to": person})
                self.message_user(
                    request, gettext("The credits are “%(to)s”’s now.") % {"to": person}, messages.SUCCESS
                )
                return redirect(reverse("admin:articles_contributor_change", args=[person.pk]))
        return TemplateResponse(
            request,
            "admin/articles/contributor/split.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Split contributor"),
                "opts": self.opts,
                "original": contributor,
                "form": form,
                "asked": asked,
                "shown": SHOWN_AT_ONCE,
                "more": max(of_articles.count(), of_photos.count()) > SHOWN_AT_ONCE,
                "media": self.media,
            },
        )


def credits_of(contributor, asked=""):
    """A contributor's credits in articles and of photos, newest first; `asked` narrows them by name or headline."""
    lists = []
    for kind, article in ((ArticleCredit, "article"), (PhotoCredit, "caption__article")):
        credits = kind.objects.filter(contributor=contributor).select_related(f"{article}__edition")
        if asked:
            where = ("name", "affiliation", f"{article}__headline")
            credits = credits.filter(Q.create([(f"{field}__icontains", asked) for field in where], Q.OR))
        lists.append(credits.prefetch_related(f"{article}__captions").order_by(f"-{article}__edition__date", "-pk"))
    return lists
