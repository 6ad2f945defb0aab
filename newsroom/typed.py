"""What somebody typed into a form of the admin outlives a session that has ended and a token that was renewed.

It comes back in the form, unsaved; what a form would do happens only when it is sent from there.
"""

import json
from urllib.parse import quote_plus, urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure

from editions import typed

# The field of the login page in which what was typed waits, and the room that its other fields may take.
TYPED, ROOM = "_typed", 4096


def is_form(match) -> bool:
    """Whether an address is that of a form in which a row is added or changed, or something is typed beside one."""
    view = match and match.func
    return hasattr(view, "model_admin") and (hasattr(view, "is_form") or match.url_name.endswith(("_add", "_change")))


def answer(site, view, request, *args, **kwargs):
    """The view's answer to a form that was sent; where it saves nothing, what was typed is not lost."""
    if not site.has_permission(request):
        return ask_to_log_in(site, request, request.get_full_path(), _packed(request))
    model = request.resolver_match.func.model_admin.model
    try:
        reply = view(request, *args, **kwargs)
    except PermissionDenied:
        sentence = _("You may not change this, and nothing of it is saved.")
        return typed.page_to_copy(request, site, model, sentence, 403)
    if typed.UNSAVED in request.POST and isinstance(reply, HttpResponseRedirect):
        sentence = _("This has been deleted meanwhile, and what you typed is not saved.")
        return typed.page_to_copy(request, site, model, sentence, 404)
    return reply


def ask_to_log_in(site, request, address: str, packed: str):
    """The login page, which sends what was typed along, and leads back to the form at that address."""
    if len(quote_plus(packed)) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or float("inf")) - ROOM:
        sentence = _(
            "Your session has ended, and this is too long to be kept through the login. Log in in another window, "
            "come back to this one, go back to the form and save it again."
        )
        model = resolve(urlsplit(address).path).func.model_admin.model
        return typed.page_to_copy(request, site, model, sentence, 413)
    request.method = "GET"
    path = f"{reverse('admin:login')}?{urlencode({'next': address})}"
    return site.login(request, {"typed": packed, "app_path": path, "next": address})


def back_to_form(request, address: str, packed: str, sentence: str):
    """The form at that address as it was typed, unsaved; None where there is none, or what is kept cannot be read."""
    try:
        kept, match = json.loads(packed), resolve(urlsplit(address).path)
        posted, files = QueryDict(mutable=True), [str(name) for name in kept["files"]]
        for name, text in kept["fields"]:
            posted.appendlist(str(name), str(text))
    except (ValueError, KeyError, TypeError, Resolver404):
        return None
    if not is_form(match):
        return None
    path, query = urlsplit(address).path, urlsplit(address).query
    request.path = request.path_info = path
    request.META["QUERY_STRING"], request.GET = query, QueryDict(query)
    request.resolver_match, request._files = match, MultiValueDict()
    typed.show_unsaved(request, sentence, posted, files)
    # Its own form says where it is sent; that of a row is told.
    told = {} if hasattr(match.func, "is_form") else {"form_url": address}
    return match.func(request, *match.args, **match.kwargs, **told)


def csrf_failure(request, reason=""):
    """A form of this site whose token was renewed meanwhile (somebody has logged in) is shown as it was typed.

    What another site has sent is refused, and none of it is shown.
    """
    site, packed = admin.site, request.POST.get(TYPED, "")
    sentence = _("You have logged in again since you opened this form. It is not saved yet: please save it again.")
    reply = None
    if request.method == "POST" and _is_from_here(request):
        # A second check of the token would refuse it again; nothing is saved from here on.
        request.csrf_processing_done = True
        logged_in, address = site.has_permission(request), request.get_full_path()
        if request.resolver_match.view_name == "admin:login" and packed:
            address = request.POST.get("next", "")
            if logged_in:
                reply = back_to_form(request, address, packed, sentence)
            elif address.startswith("/") and not address.startswith("//"):
                reply = ask_to_log_in(site, request, address, packed)
        elif is_form(request.resolver_match):
            packed = _packed(request)
            reply = back_to_form(request, address, packed, sentence) if logged_in else answer(site, None, request)
    if reply is None:
        return plain_csrf_failure(request, reason)
    reply.status_code = 403 if reply.status_code == 200 else reply.status_code
    return reply


def _packed(request) -> str:
    """What was typed, as text; no password and no token is among it, and of files the names alone."""
    fields = [
        (name, text)
        for name, texts in request.POST.lists()
        for text in texts
        if name != "csrfmiddlewaretoken" and "password" not in name and "__prefix__" not in name
    ]
    files = [file.name for _name, files in request.FILES.lists() for file in files]
    return json.dumps({"fields": fields, "files": files}, ensure_ascii=False)


def _is_from_here(request) -> bool:
    """Whether the browser says that a page of this site has sent this; one that says nothing of it is not believed."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    sender = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "")
    return (sender.scheme, sender.netloc) == (request.scheme, request.get_host())
