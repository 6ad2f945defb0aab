"""Pictures that come into the paper's keeping: one file once, however often it is used."""

import hashlib
from datetime import datetime, tzinfo

from django.utils import timezone

from articles import photo_metadata
from articles.models import Photo
from editions import ahead


def sha256_of(file) -> str:
    """The SHA-256 of an uploaded file's bytes; the file stands at its beginning again."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def kept(file, zone: tzinfo | None = None) -> Photo:
    """The photo of these bytes: the one that is kept already, else a new one, taken by a clock of that zone."""
    sha256 = sha256_of(file)
    known = Photo.objects.filter(sha256=sha256).first()
    if known:
        return known
    photo, _is_new = Photo.objects.get_or_create(
        sha256=sha256, defaults={"file": file, "taken_at": taken_at(file, zone)}
    )
    ahead.prepare(photo.file.name)
    return photo


def taken_at(file, zone: tzinfo | None = None) -> datetime | None:
    """When a picture was taken; a camera's clock that names no zone shows the time of `zone`, else the site's."""
    moment = photo_metadata.read(file).taken_at
    if moment is None or moment.tzinfo:
        return moment
    return moment.replace(tzinfo=zone or timezone.get_default_timezone())
