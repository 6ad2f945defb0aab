"""Photos, and their use in articles with caption and credit line."""

from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _

from editions.fields import UnguessableName


class Photo(models.Model):
    """One picture file, however often it is used; known by the SHA-256 of its bytes."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    file = models.ImageField(
        _("file"),
        upload_to=UnguessableName("photos"),
        width_field="width",
        height_field="height",
        max_length=200,
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-id"]

    def __str__(self):
        return self.sha256[:12]

    @property
    def archive_path(self) -> str:
        """Where an export puts the file: one path for one picture."""
        return f"photos/{self.sha256}{PurePosixPath(self.file.name).suffix}"


class PhotoCaption(models.Model):
    """A photo's use in an article. Where the picture is not in the archive, the caption stays without it."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="captions", verbose_name=_("article"))
    photo = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="captions", verbose_name=_("photo")
    )
    text = models.TextField(_("caption"), blank=True)
    credit_line = models.CharField(
        _("credit line"), max_length=500, blank=True, help_text=_("as printed, without brackets")
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("what the picture shows, for those who cannot see it"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("photo caption")
        verbose_name_plural = _("photo captions")
        ordering = ["order", "id"]

    def __str__(self):
        return self.text[:60] or self.credit_line
