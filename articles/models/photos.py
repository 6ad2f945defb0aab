"""Photos, and their use in articles with caption and credit line."""

from pathlib import PurePosixPath

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.people import ArticleCredit, Credit, PhotoCredit
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

    def get_absolute_url(self):
        return reverse("photo", args=[self.pk])

    @property
    def focus(self) -> tuple[float, float]:
        """What a crop keeps in sight, in fractions of width and height."""
        return self.focus_x, self.focus_y

    @property
    def archive_path(self) -> str:
        """Where an export puts the file: one path for one picture."""
        return f"photos/{self.sha256}{PurePosixPath(self.file.name).suffix}"


class PhotoCaptionQuerySet(models.QuerySet):
    def published(self, now=None):
        """The uses that readers may see at `now`: those in published articles.

        It asks for the article of each use: of the articles most have no picture, and need not be looked at.
        """
        return self.filter(Exists(Article.objects.published(now).filter(pk=OuterRef("article"))))

    def photographed_by(self, somebody: Q):
        """Those of which a photographer is `somebody`, a condition on a credit.

        A credit line says who took a picture; where there is none, whoever signs the article for its pictures (文/图).
        """
        named = PhotoCredit.objects.filter(somebody).values("caption")
        signed = ArticleCredit.objects.filter(somebody, role=Credit.Role.PHOTO).values("article")
        unsigned = ~Exists(PhotoCredit.objects.filter(caption=OuterRef("pk")))
        return self.filter(Q(pk__in=named) | Q(unsigned, article__in=signed, credit_line=""))

    def newest_first(self):
        """By the date of the edition; those of one day as they stand in print."""
        return self.order_by(
            "-article__edition__date", "article__page__order_key", "article__order", "article__number", "order", "id"
        )

    def each_photo_once(self) -> list[int]:
        """The keys of the newest use of each photo, newest first; ask last, of all that was narrowed down.

        Captions whose picture was not kept stand among them. All keys are read at once, which tells how many there are
        as well: ten thousand take about a tenth of a second, and the database finds the newest no faster.
        """
        newest = {}
        for key, photo in self.newest_first().values_list("pk", "photo"):
            newest.setdefault(photo or f"caption {key}", key)
        return list(newest.values())

    def on_a_wall(self):
        """Ready for a list: with the picture, the article that it stands in, and that article's address and title."""
        of_articles = ("article__publication", "article__edition", "article__page")
        return self.select_related("photo", *of_articles).defer("article__body").prefetch_related("article__captions")

    def with_photographers(self):
        """Each with whom it credits, and who they are."""
        return self.prefetch_related(
            models.Prefetch("credits", PhotoCredit.objects.select_related("contributor__merged_into")),
            models.Prefetch("article__credits", ArticleCredit.objects.select_related("contributor__merged_into")),
        )


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

    objects = PhotoCaptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo caption")
        verbose_name_plural = _("photo captions")
        ordering = ["order", "id"]

    def __str__(self):
        return self.text[:60] or self.credit_line

    @property
    def photographers(self) -> list[Credit]:
        """Whom its credit line names; where there is none, whoever signs the article for its pictures (文/图)."""
        named = list(self.credits.all())
        if named or self.credit_line:
            return named
        return [credit for credit in self.article.credits.all() if credit.role == Credit.Role.PHOTO]
