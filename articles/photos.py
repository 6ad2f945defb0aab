"""Pictures that come into the paper's keeping: one file once, however often it is used."""

import hashlib

from articles.models import Photo


def sha256_of(file) -> str:
    """The SHA-256 of an uploaded file's bytes; the file stands at its beginning again."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def kept(file) -> Photo:
    """The photo of these bytes: the one that is kept already, else a new one."""
    return Photo.objects.get_or_create(sha256=sha256_of(file), defaults={"file": file})[0]
