"""The address alone decides the language of a page, and what is not found leads on while DEBUG is on as well."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import get_resolver, get_urlconf
from django.utils.cache import patch_vary_headers


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
