"""Model fields for page numbers, for pictures, and for files under names that nobody can guess."""

import secrets
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from PIL import Image

from . import darkroom, numbers


class PageNumberField(models.CharField):
    """A page number as printed, normalised on every way in (see `numbers.normalised`)."""

    def to_python(self, value):
        value = super().to_python(value)
        try:
            return numbers.normalised(value) if value else value
        except ValueError:
            raise ValidationError(
                _("“%(value)s” is not a page number: letters, digits and hyphens make one."),
                params={"value": value},
            ) from None


class PageOrderField(models.CharField):
    """The sort key of the page number beside it, filled by the field itself so that bulk inserts fill it too."""

    def __init__(self, *args, **kwargs):
        # Room for the key of any number of 20 characters, were each a digit that is padded to six places.
        kwargs.setdefault("max_length", 120)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        key = numbers.order_key(model_instance.number)
        setattr(model_instance, self.attname, key)
        return key


class UprightImageFile(ImageFieldFile):
    """A picture's file, whose width and height are those of the picture as one sees it."""

    def _get_image_dimensions(self):
        if not hasattr(self, "_dimensions_cache"):
            size = super()._get_image_dimensions()
            self._dimensions_cache = size[::-1] if self._is_turned() else size
        return self._dimensions_cache

    def _is_turned(self) -> bool:
        """Whether a camera that was held on its side has stored width for height."""
        was_closed = self.closed
        try:
            self.open()
            return darkroom.is_turned(Image.open(self))
        except darkroom.UNREADABLE:
            return False
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class UprightImageField(models.ImageField):
    """A picture with its width and height as they are shown, so that a page can keep its room while it loads."""

    attr_class = UprightImageFile

    def deconstruct(self):
        """As an ImageField: the column is the same, and so nothing is to be migrated."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs


@deconstructible
class UnguessableName:
    """`upload_to`: a random name of 128 bits in `folder`, the ending kept; nobody reaches a file by guessing."""

    def __init__(self, folder: str):
        self.folder = folder

    def __call__(self, instance, filename: str) -> str:
        return f"{self.folder}/{secrets.token_hex(16)}{PurePosixPath(filename).suffix.lower()[:10]}"

    def __eq__(self, other):
        return isinstance(other, UnguessableName) and self.folder == other.folder

    def __hash__(self):
        return hash(self.folder)
