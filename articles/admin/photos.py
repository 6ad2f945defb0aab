"""The desk for photos and their captions."""

from django.contrib import admin
from django.db.models import Prefetch
from django.forms import Script
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from articles import people, workflow
from articles.forms import CaptionForm, CaptionRowForm, LoadedRawId, PhotoForm
from articles.models import Photo, PhotoCaption
from editions import ahead
from editions.admin import how_many, thumbnail
from editions.names import side_by_side

from .credits import PhotoCreditInline
from .drafting import DRAFTING, SaysWhatItRead
from .parts import PartOfAnArticle


def credited(caption):
    """The people behind a caption's credit line, one on each line."""
    lines = ((credit, credit.get_role_display()) for credit in caption.credits.all())
    return format_html_join("", '<span class="person">{} · {}</span>', lines) or "—"


class CaptionInline(admin.StackedInline):
    model = PhotoCaption
    form = CaptionRowForm
    fields = [("picture", "photo"), "upload", "text", "credit_line", "people", ("alt", "order")]
    readonly_fields = ["picture"]
    raw_id_fields = ["photo"]
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo").prefetch_related("credits")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.raw_id_fields:
            kwargs["widget"] = LoadedRawId(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("picture"))
    def picture(self, caption):
        return thumbnail(caption.photo and caption.photo.file, caption.alt)

    @admin.display(description=_("credited people"))
    def people(self, caption):
        """For who may only look; others have the form's field of this name."""
        return credited(caption) if caption.pk else "—"


@admin.register(PhotoCaption)
class PhotoCaptionAdmin(SaysWhatItRead, PartOfAnArticle):
    form = CaptionForm
    inlines = [PhotoCreditInline]
    whole_lists = (PhotoCreditInline,)
    list_display = ["picture", "text", "credit_line", "article"]
    list_display_links = ["picture", "text"]
    list_filter = ["article__publication", ("photo", admin.EmptyFieldListFilter)]
    list_select_related = ["photo", "article"]
    date_hierarchy = "article__edition__date"
    show_full_result_count = False
    search_fields = ["text", "credit_line", "alt", "article__headline", "credits__name"]
    raw_id_fields = ["photo"]
    readonly_fields = ["picture"]
    fields = ["article", ("picture", "photo", "upload"), "text", "credit_line", "alt", "order"]

    class Media:
        css = {"all": ["articles/admin/articles.css"]}
        js = DRAFTING

    def save_model(self, request, obj, form, change):
        """Left to `save_related`: the caption and its credits are one change of the article."""

    def save_related(self, request, form, formsets, change):
        caption = form.instance
        if change and not form.has_changed() and not any(formset.has_changed() for formset in formsets):
            return super().save_related(request, form, formsets, change)
        with workflow.revision(caption.article, by=request.user):
            form.save()
            super().save_related(request, form, formsets, change)
            if form.credit_line_changed and not any(formset.has_changed() for formset in formsets):
                people.read_credit_line(caption)
        self.say_what_was_read(request, form)

    def has_delete_permission(self, request, obj=None):
        """A caption that is signed off goes by a correction of its article."""
        return super().has_delete_permission(request, obj) and not (obj and obj.article.is_frozen)

    @admin.display(description=_("picture"))
    def picture(self, caption):
        return thumbnail(caption.photo and caption.photo.file, caption.alt)


class UseInline(admin.TabularInline):
    """Where a photo is used; captions are written in their articles."""

    model = PhotoCaption
    verbose_name_plural = _("uses")
    fields = readonly_fields = ["article", "text", "credit_line"]
    extra = 0
    show_change_link = True
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article").prefetch_related("article__captions")

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    form = PhotoForm
    inlines = [UseInline]
    list_display = ["picture", "caption", "photographers", "size", "use_count"]
    list_display_links = ["picture", "caption"]
    search_fields = ["captions__text", "captions__credit_line", "captions__credits__name", "sha256"]
    search_help_text = _("captions, credit lines, photographers")
    list_per_page = 50
    readonly_fields = ["picture_itself", "size", "taken", "sha256"]

    class Media:
        css = {"all": ["articles/admin/articles.css", "articles/admin/focal-point.css"]}
        js = [Script("articles/admin/focal-point.js", type="module")]

    def get_queryset(self, request):
        captions = Prefetch("captions", PhotoCaption.objects.prefetch_related("credits"))
        uses = how_many(PhotoCaption.objects.all(), "photo")
        return super().get_queryset(request).prefetch_related(captions).annotate(uses=uses)

    def save_model(self, request, obj, form, change):
        """Of a kept photo only the focal point changes: a withdrawal may have given its file another name meanwhile."""
        if change:
            obj.save(update_fields=["focus_x", "focus_y"])
        else:
            super().save_model(request, obj, form, change)
            ahead.prepare(obj.file.name)

    def get_fields(self, request, obj=None):
        return ["picture_itself", ("focus_x", "focus_y"), "size", "taken", "sha256"] if obj else ["file"]

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    @admin.display(description=_("picture"))
    def picture(self, photo):
        return thumbnail(photo.file, str(photo), "medium")

    @admin.display(description=_("picture"))
    def picture_itself(self, photo):
        return thumbnail(photo.file, str(photo), "large")

    @admin.display(description=_("caption"))
    def caption(self, photo):
        captions = photo.captions.all()
        return str(captions[0]) if captions else "—"

    @admin.display(description=_("photographers"))
    def photographers(self, photo):
        names = (credit.name for caption in photo.captions.all() for credit in caption.credits.all())
        return side_by_side(dict.fromkeys(names)) or "—"

    @admin.display(description=_("size"))
    def size(self, photo):
        return f"{photo.width} × {photo.height}"

    @admin.display(description=_("taken"))
    def taken(self, photo):
        return date_format(timezone.localtime(photo.taken_at), "DATETIME_FORMAT") if photo.taken_at else "—"

    @admin.display(description=_("uses"), ordering="uses")
    def use_count(self, photo):
        return photo.uses
