"""Model fields for page numbers and for files under names that nobody can guess."""

import secrets
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from . import numbers


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
