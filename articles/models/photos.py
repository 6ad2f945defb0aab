"""Photos, and their use in articles with caption and credit line."""

from pathlib import PurePosixPath

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editions.fields import UnguessableName, UprightImageField

_ON_IT = [MinValueValidator(0), MaxValueValidator(1)]


class Photo(models.Model):
    """One picture file, however often it is used; known by the SHA-256 of its bytes."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    file = UprightImageField(
        _("file"),
        upload_to=UnguessableName("photos"),
        width_field="width",
        height_field="height",
        max_length=200,
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    focus_x = models.FloatField(
        _("focal point from the left"),
        default=0.5,
        validators=_ON_IT,
        help_text=_("0 is the left edge, 1 the right one; a click on the picture sets both"),
    )
    focus_y = models.FloatField(
        _("focal point from the top"),
        default=0.5,
        validators=_ON_IT,
        help_text=_("0 is the top edge, 1 the bottom one; where a list crops the picture, this point stays in it"),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__range=(0, 1), focus_y__range=(0, 1)),
                name="a_focal_point_lies_on_its_picture",
                violation_error_message=_("The focal point lies on the picture: both numbers are between 0 and 1."),
            ),
        ]

    def __str__(self):
        return self.sha256[:12]

    @property
    def focus(self) -> tuple[float, float]:
        """What a crop keeps in sight, in fractions of width and height."""
        return self.focus_x, self.focus_y

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
