"""Renditions and tiles, made by the worker before anybody asks, where one runs; else whoever asks first waits a moment.

A picture may be asked for while the worker is at it: each file is made once all the same (see `media.made_of`).
"""

from django.conf import settings
from django.db import transaction
from django_tasks import task

from . import darkroom, media, tiles


def prepare(*names: str) -> None:
    """Have the renditions of these originals made once the transaction is committed."""
    if settings.HAS_WORKER:
        for name in filter(media.is_original, names):
            transaction.on_commit(lambda name=name: make_renditions.enqueue(name))


@task()
def make_renditions(name: str) -> int:
    """Make what is not there yet of an original's renditions and levels of tiles; how many there are of both.

    One that is gone has none.
    """
    made = 0
    try:
        for width in media.widths(name):
            for form in darkroom.FORMS:
                media.rendition(name, width, form)
                made += 1
        made += tiles.make_all(name)
    except media.NoRendition:
        pass
    return made
