"""The newsroom's own admin site: its name, and its desks in the order of the day's work."""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.http import HttpResponseRedirect
from django.urls import include, path
from django.utils.decorators import method_decorator
from django.utils.text import smart_split
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from editions.typed import AnyForm

from . import typed

DESKS = [
    "editions.edition",
    "editions.page",
    "editions.publication",
    "articles.article",
    "articles.photo",
    "articles.photocaption",
    "articles.contributor",
    "articles.correction",
    "articles.note",
    "articles.wordlistterm",
    "articles.review",
    "articles.proof",
    "articles.trailentry",
    "articles.articleversion",
    "articles.articleregion",
    "articles.articleaddress",
    "articles.importrun",
    "articles.importitem",
]

# What an app of its own brings into the admin and is no desk of the newsroom: the worker's queue.
NO_DESKS = {"django_tasks_database"}

# What waits for somebody is listed as far as one can read it at a glance.
MOST_WAITING = 20

# More words than this narrow a list down no further, and every one of them makes the database's question deeper.
MOST_WORDS = 20


def _place(label: str) -> int:
    return DESKS.index(label) if label in DESKS else len(DESKS)


def _of_articles(rows, *people):
    """The first of these rows, with the people whom they name and what their lists say of their articles."""
    named = ("article__publication", "article__edition", "article__page", *people)
    return rows.select_related(*named).prefetch_related("article__captions")[:MOST_WAITING]


class AnyAddress:
    """What every desk does with an address that somebody made up: it answers."""

    def get_search_results(self, request, queryset, search_term):
        words = list(smart_split(search_term))
        return super().get_search_results(request, queryset, " ".join(words[:MOST_WORDS]))

    def get_changeform_initial_data(self, request):
        """What a link fills in, without the values that their fields could not hold."""
        brought = super().get_changeform_initial_data(request)
        return {name: value for name, value in brought.items() if self._can_hold(name, value)}

    def _can_hold(self, name, value) -> bool:
        if not isinstance(value, str):
            return True
        try:
            field = self.model._meta.get_field(name)
            field = getattr(field, "target_field", field)
            field.run_validators(field.to_python(value))
        except FieldDoesNotExist:
            return True
        except (ValidationError, AttributeError):
            return False
        return True


class NewsroomSite(admin.AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("The desks")

    def register(self, model_or_iterable, admin_class=None, **options):
        desk = admin_class or admin.ModelAdmin
        desk = type(desk.__name__, (AnyAddress, AnyForm, desk), {"__module__": desk.__module__})
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([model for model in models if model._meta.app_label not in NO_DESKS], desk, **options)

    def get_urls(self):
        from articles.admin.board import next_board  # models are not there yet when this site is made
        from newsroom import preview

        return [
            path("preview/", include((preview.mirrored(self), "preview"))),
            path("board/", self.admin_view(next_board), name="board"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        """Nothing that was typed into a form is lost, even where it cannot be saved."""
        checked = super().admin_view(view, cacheable)

        def answered(request, *args, **kwargs):
            if request.method == "POST" and typed.is_form(request.resolver_match):
                return typed.answer(self, checked, request, *args, **kwargs)
            return checked(request, *args, **kwargs)

        return update_wrapper(answered, checked)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        """Whoever logs in from a form whose session had ended is back in it, as it was typed."""
        packed = request.POST.get(typed.TYPED, "")
        reply = super().login(request, {"typed": packed, **(extra_context or {})})
        if not (packed and request.method == "POST" and isinstance(reply, HttpResponseRedirect)):
            return reply
        sentence = _("You have logged in again. This is what you typed; it is not saved yet.")
        return typed.back_to_form(request, reply.url, packed, sentence) or reply

    def index(self, request, extra_context=None):
        """The start page, with what waits for whoever opens it."""
        from articles import workflow  # the same

        user = request.user
        named = ("publication", "edition", "page")
        waiting = {
            "to_review": workflow.to_review(user).select_related(*named).prefetch_related("captions")[:MOST_WAITING],
            "returned": workflow.returned_to(user).select_related(*named).prefetch_related("captions")[:MOST_WAITING],
            "to_correct": _of_articles(workflow.to_correct(user), "proposed_by"),
            "declined": _of_articles(workflow.declined_to(user), "decided_by"),
            "mentioned": _of_articles(workflow.mentioned(user), "author"),
            "to_proof": workflow.to_proof(user).select_related("edition__publication")[:MOST_WAITING],
        }
        return super().index(request, {"waiting": waiting, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["model"]._meta.label_lower))
        return sorted(apps, key=lambda app: min(_place(model["model"]._meta.label_lower) for model in app["models"]))


class NewsroomAdmin(AdminConfig):
    """Django's admin with this site."""

    default_site = "newsroom.admin.NewsroomSite"
