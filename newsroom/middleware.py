"""The address alone decides the language of a page, and what is not found leads on while DEBUG is on as well."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.urls import get_resolver, get_urlconf, reverse
from django.utils.cache import patch_vary_headers

from . import traditional


class AddressLanguageMiddleware(LocaleMiddleware):
    """Django's, but a reply does not vary with the reader's settings: one address has one content."""

    def process_response(self, request, response):
        kept = response.get("Vary")
        response = super().process_response(request, response)
        if response.has_header("Vary"):
            del response["Vary"]
        if kept:
            patch_vary_headers(response, [part.strip() for part in kept.split(",")])
        return response


class TraditionalMiddleware:
    """Under /zh-hant/ readers get every page in traditional characters. The newsroom writes in simplified ones only:
    a form there would give back converted what it was to keep.

    It stands next to the views, so that whatever measures, marks or keeps a reply has the one that readers get.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.LANGUAGE_CODE != traditional.LANGUAGE:
            return self.get_response(request)
        if request.path_info.startswith(reverse("admin:index")):
            return redirect(request.get_full_path().removeprefix(f"/{traditional.LANGUAGE}"))
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = traditional.in_traditional(response.text, request.get_host())
        return response


class TooMuchMiddleware:
    """Whoever sends more than the site takes at once reads a sentence; it stands before whatever reads the form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return None
        try:
            request.POST  # noqa: B018
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return render(request, "413.html", {"limit": settings.DATA_UPLOAD_MAX_MEMORY_SIZE}, status=413)
        return None


class NotFoundMiddleware:
    """While DEBUG is on, Django answers 404 with a page for programmers; the demo's readers get the paper's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and response["Content-Type"].startswith("text/html"):
            return get_resolver(get_urlconf()).resolve_error_handler(404)(request)
        return response
