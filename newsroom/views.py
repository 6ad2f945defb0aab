"""What belongs to no single paper: the home, files, the sitemap, and the page for what is not found."""

import json
import mimetypes
import re

from django.contrib.auth.views import redirect_to_login
from django.contrib.sitemaps import views as sitemap_views
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe

from editions import image_service, media, tiles
from editions.description import site_of
from editions.models import Publication, parse_day
from editions.navigation import house, nearest

from . import front, sitemaps

# What may be seen by whom: the folder of an original, and the permission to see what it belongs to.
ORIGINALS = {
    "photos": "articles.view_photo",
    "facsimiles": "editions.view_page",
    "pdf": "editions.view_page",
}
# Everything else is handed out as a file to keep, never shown.
_SHOWN = {"image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"}


@require_safe
def home(request):
    """The newest public edition of every paper."""
    fronts = front.fronts()
    return render(
        request,
        "home.html",
        {
            "fronts": fronts,
            "house": house([paper.edition.publication for paper in fronts]),
            "cover": front.cover(fronts),
        },
    )


@require_safe
def rendition(request, name, width, form):
    """A picture at one of its widths."""
    return _kept_for_ever(lambda: media.rendition(name, int(width), form))


@require_safe
def tile(request, name, level, column, row):
    """A piece of a large picture at one of the levels of its pyramid."""
    return _kept_for_ever(lambda: tiles.tile(name, int(level), int(column), int(row)))


@require_safe
def image_info(request, name):
    """A large picture for viewers of IIIF: its size and its tiles."""
    try:
        text = json.dumps(image_service.info(name, site_of(request)))
    except media.NoRendition:
        return _no_picture()
    return HttpResponse(text, image_service.CONTENT_TYPE, headers={"Access-Control-Allow-Origin": "*"})


@require_safe
def image_part(request, name, region, size):
    """A part of a large picture for viewers of IIIF."""
    return _kept_for_ever(lambda: image_service.part(name, region, size))


def _no_picture():
    return HttpResponseNotFound("Not found\n", content_type="text/plain")


def _kept_for_ever(find):
    """The answer with a file of which the address never shows anything else."""
    try:
        path = find()
    except media.NoRendition:
        return _no_picture()
    kind = {".jpg": "image/jpeg", ".webp": "image/webp"}[path.suffix]
    response = FileResponse(path.open("rb"), content_type=kind)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # Viewers of IIIF draw it on other sites; its name is known from a public page only.
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def original(request, name):
    """A private original, for staff who may see what it belongs to."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    permission = ORIGINALS.get(name.split("/")[0])
    if not request.user.is_staff or not permission or not request.user.has_perm(permission):
        raise PermissionDenied
    try:
        content = default_storage.open(name)
    except (OSError, SuspiciousOperation, ValueError) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(content, content_type=kind, as_attachment=kind not in _SHOWN)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_safe
def robots(request):
    """Everything public may be found, but not every question to the search."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request):
    """Which files the sitemap has."""
    return sitemap_views.index(request, sitemaps.sections(), sitemap_url_name="sitemap-section")


@require_safe
def sitemap_section(request, section):
    """One kind of one paper's addresses, or the news of all."""
    found = sitemaps.section(section)
    if not found:
        raise Http404
    return sitemap_views.sitemap(request, found, section, template_name=found[section].template)


def not_found(request, exception=None):
    """A page that leads on: to the edition nearest to the one asked for, to the search, to the papers."""
    context = {"papers": Publication.objects.with_public_editions()}
    path = request.path_info.strip("/").split("/")
    if get_language_from_path(request.path_info):
        path = path[1:]
    if path and (paper := context["papers"].filter(slug=path[0][:60].replace("\0", "")).first()):
        context |= {"publication": paper, "nearest": _nearest(paper, path[1:])}
    return render(request, "404.html", context, status=404)


def _nearest(paper, path):
    day = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", path[0]) if path else None
    try:
        date = parse_day(day[0])[0] if day else None
    except ValueError:
        date = None
    return nearest(paper, date) if date else None
