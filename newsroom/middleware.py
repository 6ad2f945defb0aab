"""The address alone decides the language of a page, and what is not found leads on while DEBUG is on as well."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
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


class NotFoundMiddleware:
    """While DEBUG is on, Django answers 404 with a page for programmers; the demo's readers get the paper's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and response["Content-Type"].startswith("text/html"):
            return get_resolver(get_urlconf()).resolve_error_handler(404)(request)
        return response
