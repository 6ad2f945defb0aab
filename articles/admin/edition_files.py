"""A whole edition's PDFs and pictures brought at once: chosen, matched to pages by their names, looked over, kept."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles import masking
from editions import acceptance, delivery, pdf_pages
from editions.models import Edition, Page
from editions.names import side_by_side
from editions.uploads import said_of

FORM, TABLE = "admin:editions_edition_files", "admin:editions_edition_delivery"


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SheetForm(forms.Form):
    """What becomes of one sheet: a page, or nothing."""

    page = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    replaces = forms.BooleanField(required=False)

    def __init__(self, *args, pages, sheet, place, **kwargs):
        super().__init__(*args, **kwargs, prefix=str(place), initial={"page": sheet.page})
        self.sheet, self.place = sheet, place
        label = _("Page for %(name)s") % {"name": sheet.name}
        self.fields["page"].choices = [("", _("leave out")), *((page.pk, _titled(page)) for page in pages)]
        self.fields["page"].widget.attrs["aria-label"] = label
        self.is_doubled = False

    def choice(self) -> acceptance.Choice | None:
        """What is chosen; None where the sheet is left out, or nothing can be made of what was sent."""
        values = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        page = values.get("page")
        return acceptance.Choice(self.sheet, page, values.get("replaces", False)) if page else None


class SheetTable:
    """The rows in which every sheet of a delivery gets its page; `data` is what was sent, None before that."""

    def __init__(self, data, pages, sheets):
        self.is_sent = data is not None
        self.rows = [SheetForm(data, pages=pages, sheet=sheet, place=place) for place, sheet in enumerate(sheets)]
        chosen = [(row, choice) for row in self.rows if (choice := row.choice())]
        self.choices = [choice for _row, choice in chosen]
        self.doubled = acceptance.doubled(self.choices)
        for row, choice in chosen:
            row.is_doubled = (choice.page, choice.sheet.is_pdf) in self.doubled

    def why_not(self) -> tuple[str, int]:
        """Why what was sent cannot be kept, and the status that says so; "" where nothing is in the way."""
        if not self.is_sent:
            return "", 200
        if not all(row.is_valid() for row in self.rows):
            return _("One of the chosen pages is not there any more: look it over again."), 409
        if self.doubled:
            return _("Several files are chosen for one place; leave out all but one of them."), 200
        return ("" if self.choices else _("Choose a page for a file at least.")), 200


class EditionFiles:
    """For the desk of editions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:key>/files/", view(self.files_view), name="editions_edition_files"),
            path("<int:key>/files/<slug:token>/", view(self.delivery_view), name="editions_edition_delivery"),
            path(
                "<int:key>/files/<slug:token>/<int:place>.jpg",
                view(require_safe(self.thumbnail_view)),
                name="editions_edition_thumbnail",
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_bring_files"] = bool(obj and self.may_bring_files(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def may_bring_files(self, request, edition: Edition) -> bool:
        """Whoever may change the pages of this paper brings their files."""
        return self.admin_site.get_model_admin(Page).has_change_permission(request, Page(edition=edition))

    def files_view(self, request, key):
        """The form in which files are chosen."""
        edition, pages = self._edition_of_files(request, key)
        files = request.FILES.getlist("files")
        if files:
            found, refused = delivery.receive(edition, files)
            for name, sentence in refused:
                self.message_user(request, f"{name}: {sentence}", messages.ERROR)
            return redirect(TABLE, key, found.token) if found else redirect(FORM, key)
        if request.method == "POST":
            self.message_user(request, _("Choose the files first."), messages.WARNING)
            return redirect(FORM, key)
        delivery.forget_old()
        context = {"title": _("Files of %(edition)s") % {"edition": edition}, "pages": pages}
        attributes = {"accept": "application/pdf,image/*", "required": True, "id": "files"}
        context["input"] = SeveralFiles().render("files", None, attributes)
        return self._files_page(request, edition, "files", context)

    def delivery_view(self, request, key, token):
        """The table in which each file's page is looked over, and confirmed."""
        edition, pages = self._edition_of_files(request, key)
        brought = self._delivered(edition, token)
        if brought is None:
            return self._files_forgotten(request, key)
        if "_forget" in request.POST:
            brought.forget()
            self.message_user(request, _("Nothing was kept."), messages.INFO)
            return redirect(FORM, key)
        table = SheetTable(request.POST if request.method == "POST" else None, pages, brought.sheets)
        sentence, status = table.why_not()
        if table.is_sent and not sentence:
            try:
                return self._put_on_pages(request, edition, brought, table.choices)
            except FileNotFoundError:
                return self._files_forgotten(request, key)
            except pdf_pages.NoPages as refusal:
                sentence = said_of(refusal)
            except acceptance.Changed:
                sentence = _("Somebody has changed the edition’s pages or their files meanwhile: look it over again.")
                status = 409
            edition, pages = self._edition_of_files(request, key)
        context = {
            "title": _("Which page is which: %(edition)s") % {"edition": edition},
            "token": token,
            "rows": table.rows,
            "pages": pages,
            "seen": delivery.as_they_stand(pages),
            "sentence": sentence,
            "doubled": table.doubled,
        }
        return self._files_page(request, edition, "delivery", context, status)

    def thumbnail_view(self, request, key, token, place):
        edition, _pages = self._edition_of_files(request, key)
        brought = self._delivered(edition, token)
        try:
            if brought is None:
                raise Http404
            return FileResponse(brought.thumbnail(place).open("rb"), content_type="image/jpeg")
        except (IndexError, FileNotFoundError) as error:
            raise Http404 from error

    def _edition_of_files(self, request, key) -> tuple[Edition, list[Page]]:
        edition = get_object_or_404(Edition.objects.select_related("publication"), pk=key)
        if not self.may_bring_files(request, edition):
            raise PermissionDenied
        return edition, list(edition.pages.all())

    def _delivered(self, edition, token) -> delivery.Delivery | None:
        try:
            return delivery.waiting(edition, token)
        except delivery.Forgotten:
            return None

    def _files_forgotten(self, request, key):
        sentence = _("These files are not kept any more: they were confirmed, or have waited for more than a day.")
        self.message_user(request, sentence, messages.WARNING)
        return redirect(FORM, key)

    def _put_on_pages(self, request, edition, brought, choices):
        with acceptance.accepted(edition, brought, choices, request.POST.get("seen", "")) as changed:
            masking.renew(page for page in changed if page.has_withdrawn)
            for page in changed:
                self.admin_site.get_model_admin(Page).log_change(
                    request, page, _("Files brought for the whole edition.")
                )
        left_out = len(brought.sheets) - len(choices)
        sentence = ngettext(
            "%(count)d page has new files: %(pages)s.", "%(count)d pages have new files: %(pages)s.", len(changed)
        )
        numbers = side_by_side([page.number for page in sorted(changed, key=lambda page: page.order_key)])
        self.message_user(request, sentence % {"count": len(changed), "pages": numbers}, messages.SUCCESS)
        if left_out:
            sentence = ngettext(
                "%(count)d file or page of a file was left out.",
                "%(count)d files or pages of files were left out.",
                left_out,
            )
            self.message_user(request, sentence % {"count": left_out}, messages.INFO)
        return redirect("admin:editions_edition_change", edition.pk)

    def _files_page(self, request, edition, template, context, status=200):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "edition": edition, **context}
        return TemplateResponse(request, f"admin/articles/{template}.html", context, status=status)


def _titled(page: Page) -> str:
    """A page in the choice of pages, with the files that it has already."""
    has = [label for label, file in ((_("picture"), page.facsimile), ("PDF", page.pdf)) if file]
    title = f"{page.number} {page.name}".strip()
    return _("%(page)s (has: %(files)s)") % {"page": title, "files": side_by_side(has)} if has else title
