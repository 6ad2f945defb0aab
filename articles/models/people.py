"""The people and agencies that the paper credits."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContributorQuerySet(models.QuerySet):
    def known(self):
        """Those that stand for themselves; a merged spelling leads to another."""
        return self.filter(merged_into__isnull=True)


class Contributor(models.Model):
    """One credited person or agency. The affiliation printed with the name is kept with each credit."""

    name = models.CharField(pgettext_lazy("person", "name"), max_length=200, db_index=True)
    distinction = models.CharField(
        _("distinction"),
        max_length=100,
        blank=True,
        help_text=_("tells two people of the same name apart, such as a city"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name", "distinction", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "distinction"],
                name="one_contributor_per_name_and_distinction",
                violation_error_message=_("A contributor of this name and distinction is known already."),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="no_contributor_is_merged_into_itself",
                violation_error_message=_("A contributor cannot be merged into itself."),
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name

    def get_absolute_url(self):
        return reverse("contributor", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable end of the address; it may be of Han characters, and only the id counts."""
        return slugify(self.name, allow_unicode=True) or "-"


class Credit(models.Model):
    """A printed name with what was done; the printed spelling stays whoever it is found to be."""

    class Role(models.TextChoices):
        TEXT = "text", pgettext_lazy("role", "text")
        PHOTO = "photo", pgettext_lazy("role", "photo")
        ILLUSTRATION = "illustration", _("illustration")
        EDITING = "editing", _("editing")
        TRANSLATION = "translation", _("translation")

    name = models.CharField(_("printed name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    def __str__(self):
        return f"{self.affiliation} {self.name}".strip()


class ArticleCredit(Credit):
    """A name in an article's byline."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="credits", verbose_name=_("article"))
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="article_credits", verbose_name=_("contributor")
    )

    class Meta(Credit.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="an_article_credit_names_somebody",
                violation_error_message=_("A credit names a person or an agency."),
            ),
        ]


class PhotoCredit(Credit):
    """A name in the credit line of a photo's caption."""

    caption = models.ForeignKey("PhotoCaption", models.CASCADE, related_name="credits", verbose_name=_("caption"))
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="photo_credits", verbose_name=_("contributor")
    )

    class Meta(Credit.Meta):
        verbose_name = _("photo credit")
        verbose_name_plural = _("photo credits")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="a_photo_credit_names_somebody",
                violation_error_message=_("A credit names a person or an agency."),
            ),
        ]
