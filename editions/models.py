"""Publications, their editions and the pages of an edition."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import numbers
from .fields import PageNumberField, PageOrderField, UnguessableName, UprightImageField
from .slugs import check_slug


def check_time_zone(name: str) -> None:
    """Refuse a time zone that the IANA database does not have."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone such as Asia/Shanghai."), params={"name": name})


check_home_page = URLValidator(["http", "https"], message=_("A home page begins with http:// or https://."))


class PublicationQuerySet(models.QuerySet):
    def with_public_editions(self):
        """The papers that readers can open: those with at least one public edition."""
        return self.filter(models.Exists(Edition.objects.public().filter(publication=models.OuterRef("pk"))))

    def next_numbers(self) -> dict[int, int | None]:
        """Each paper's key with the running number that its next edition is offered."""
        last = Coalesce(models.Max("editions__number"), "running_number")
        return dict(self.order_by().annotate(next_number=last + 1).values_list("pk", "next_number"))


class Publication(models.Model):
    """A titled paper, with what its page frame prints."""

    slug = models.CharField(_("address"), max_length=60, unique=True, validators=[check_slug])
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("place among the papers of the house"))
    masthead = models.CharField(
        _("masthead"), max_length=200, blank=True, help_text=_("as printed, where it differs from the name")
    )
    publisher = models.CharField(_("publishing house"), max_length=200, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    telephone = models.TextField(_("telephones"), blank=True, help_text=_("one on each line"))
    fax = models.TextField(_("fax numbers"), blank=True, help_text=_("one on each line"))
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    licences = models.TextField(_("licences"), blank=True, help_text=_("ICP and others, one on each line"))
    copyright = models.CharField(_("copyright line"), max_length=500, blank=True)
    home_page = models.CharField(_("home page"), max_length=500, blank=True, validators=[check_home_page])
    language = models.CharField(_("language"), max_length=20, default="zh-Hans", help_text=_("BCP 47, such as zh-Hans"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai", validators=[check_time_zone])
    publishing_hour = models.TimeField(_("usual publishing hour"), default="06:00")
    first_issue_date = models.DateField(_("date of the first issue"), null=True, blank=True)
    running_number = models.PositiveIntegerField(
        _("running number"),
        null=True,
        blank=True,
        help_text=_(
            "number of the last issue before the editions kept here; the next edition is offered the one after"
        ),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["order", "slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("publication", args=[self.slug])

    @property
    def title(self) -> str:
        """The paper's name as its masthead prints it."""
        return self.masthead or self.name

    @property
    def home_address(self) -> str:
        """The home page as readers may be sent there; empty for what no browser should follow, such as a script."""
        return self.home_page if re.match("https?://", self.home_page, re.IGNORECASE) else ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def today(self):
        """The date where the paper is printed."""
        return timezone.now().astimezone(self.zone).date()

    def publishing_moment(self, date) -> datetime:
        """The paper's usual hour on `date`, in the paper's zone."""
        hour = self.publishing_hour
        if isinstance(hour, str):
            hour = Publication._meta.get_field("publishing_hour").to_python(hour)
        return datetime.combine(date, hour, tzinfo=self.zone)

    def next_number(self) -> int | None:
        """The running number (总第N期) that the next edition is offered; None where the paper counts none."""
        last = self.editions.aggregate(last=models.Max("number"))["last"] or self.running_number
        return None if last is None else last + 1


class EditionQuerySet(models.QuerySet):
    def public(self, now=None):
        """The editions that readers may see at `now`: signed off, their publish time passed, not withdrawn."""
        return self.filter(Edition.is_public_at(now))


class Edition(models.Model):
    """One publication's issue of one date, or of several (合刊)."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="editions", verbose_name=_("publication"))
    date = models.DateField(_("date"))
    through = models.DateField(
        _("last date"), null=True, blank=True, help_text=_("only for an edition of several days")
    )
    label = models.CharField(
        _("label"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9-]{1,20}\Z", _("Lower-case letters, digits and hyphens only."))],
        help_text=_("distinguishes a second edition of one day, such as extra"),
    )
    number = models.PositiveIntegerField(_("running number"), null=True, blank=True)
    pdf = models.FileField(_("PDF"), upload_to=UnguessableName("pdf"), blank=True, max_length=200)
    publish_at = models.DateTimeField(_("publish time"), null=True, blank=True)
    signed_off_at = models.DateTimeField(_("signed off at"), null=True, blank=True, editable=False)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("signed off by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_notice = models.TextField(_("withdrawal notice"), blank=True, editable=False)
    last_article_number = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("the highest article number ever given; none is used again")
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-date", "publication__order", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "date", "label"],
                name="one_edition_per_publication_date_and_label",
                violation_error_message=_("This paper already has an edition of this date and label."),
            ),
            models.CheckConstraint(
                condition=Q(through__isnull=True) | Q(through__gt=F("date")),
                name="an_edition_runs_through_a_later_date",
                violation_error_message=_("The last date of an edition for several days is after its first."),
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gt=0),
                name="a_running_number_counts_from_one",
                violation_error_message=_("Running numbers count from 1."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_notice=""),
                name="a_withdrawn_edition_says_why",
                violation_error_message=_("A withdrawn edition carries a notice for its readers."),
            ),
            models.CheckConstraint(
                condition=Q(signed_off_at__isnull=True) | Q(publish_at__isnull=False),
                name="a_signed_off_edition_has_a_publish_time",
                violation_error_message=_("An edition that is signed off has a publish time."),
            ),
        ]
        permissions = [("sign_off_edition", _("Can sign an edition off and reopen it"))]

    def __str__(self):
        return f"{self.publication} {self.day}"

    def get_absolute_url(self):
        return reverse("edition", args=[self.publication.slug, self.day])

    @staticmethod
    def is_public_at(now=None, prefix="") -> Q:
        """What makes an edition public at the moment `now`, as a condition; `prefix` leads to the edition."""
        return Q(
            **{
                f"{prefix}signed_off_at__isnull": False,
                f"{prefix}publish_at__lte": now or timezone.now(),
                f"{prefix}withdrawn_at__isnull": True,
            }
        )

    @staticmethod
    def is_of(first, last) -> Q:
        """What makes an edition one of a day between these, both included, as a condition."""
        return Q(date__range=(first, last)) | Q(date__lt=first, through__gte=first)

    @property
    def is_public(self) -> bool:
        return bool(
            self.signed_off_at and self.publish_at and self.publish_at <= timezone.now() and not self.withdrawn_at
        )

    @property
    def is_withdrawn(self) -> bool:
        """Was readable once and is no more: it answers with its notice."""
        return bool(self.signed_off_at and self.withdrawn_at)

    @property
    def day(self) -> str:
        """The edition's part of every address: its date, with the label where it has one."""
        return f"{self.date}.{self.label}" if self.label else f"{self.date}"

    def sign_off(self, by=None, publish_at=None) -> None:
        """Release the edition: it is public from `publish_at`, by default the paper's usual hour of its date."""
        self.publish_at = publish_at or self.publish_at or self.publication.publishing_moment(self.date)
        self.signed_off_at = timezone.now()
        self.signed_off_by = by


_DAY = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:\.(?P<label>[a-z0-9-]{1,20}))?\Z")


def parse_day(day: str):
    """`2019-12-26.extra` as (date, label); raises ValueError for what is no date."""
    match = _DAY.match(day)
    if not match:
        raise ValueError(f"“{day}” is not the day of an edition.")
    return datetime.strptime(match["date"], "%Y-%m-%d").date(), match["label"] or ""


class PageQuerySet(models.QuerySet):
    def public(self, now=None):
        """The pages of public editions."""
        return self.filter(Edition.is_public_at(now, "edition__"))

    def numbered(self, number: str):
        """The pages whose printed number is the same as `number`: 1, 01 and 第1版 are one."""
        return self.filter(order_key=numbers.order_key(number))

    def with_archived(self, articles):
        """Each with `archived`: whether anything of it is kept, its picture, its PDF, or any of `articles`.

        Of some pages nothing is known but number and name, from the navigation of others. Articles are another
        layer's, so they are given.
        """
        kept = ~Q(facsimile="") | ~Q(pdf="") | Q(models.Exists(articles.filter(page=models.OuterRef("pk"))))
        return self.annotate(archived=kept)


class Page(models.Model):
    """A printed page of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pages", verbose_name=_("edition"))
    number = PageNumberField(_("page number"), max_length=20, help_text=_("as printed: A01"))
    order_key = PageOrderField()
    name = models.CharField(_("name"), max_length=120, blank=True)
    facsimile = UprightImageField(
        _("facsimile"),
        upload_to=UnguessableName("facsimiles"),
        width_field="facsimile_width",
        height_field="facsimile_height",
        blank=True,
        max_length=200,
    )
    facsimile_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    facsimile_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    facsimile_is_drawn = models.BooleanField(
        default=False, editable=False, help_text=_("drawn from the page's PDF: another PDF brings another picture")
    )
    pdf = models.FileField(_("PDF"), upload_to=UnguessableName("pdf"), blank=True, max_length=200)
    has_withdrawn = models.BooleanField(
        default=False, editable=False, help_text=_("something on it was withdrawn: readers get neither picture nor PDF")
    )
    masked = UprightImageField(
        upload_to=UnguessableName("facsimiles"),
        blank=True,
        editable=False,
        max_length=200,
        help_text=_("the facsimile with what was withdrawn covered, which readers get instead"),
    )
    editors = models.CharField(
        _("page editors"), max_length=200, blank=True, help_text=_("as printed, separated by 、")
    )
    layout = models.CharField(_("layout"), max_length=200, blank=True)
    proof = models.CharField(_("proofreaders"), max_length=200, blank=True)
    headline_limit = models.PositiveSmallIntegerField(
        _("longest headline"), null=True, blank=True, help_text=_("in characters; empty where the page sets no limit")
    )
    source_url = models.CharField(_("old address"), max_length=500, blank=True, db_index=True)
    text_changed_at = models.DateTimeField(
        _("text changed at"), null=True, blank=True, editable=False, help_text=_("reopens the page's last proof")
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["edition", "order_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "order_key"],
                name="one_page_number_per_edition",
                violation_error_message=_("This edition already has a page of this number."),
            ),
        ]

    def __str__(self):
        return f"{self.edition} {self.number}"

    def get_absolute_url(self):
        return reverse("page", args=[self.edition.publication.slug, self.edition.day, self.number])

    @property
    def facsimile_shown(self):
        """The picture of the page that readers may see: what was withdrawn is covered, or there is none."""
        return self.masked if self.has_withdrawn else self.facsimile

    @property
    def pdf_shown(self):
        """The PDF that readers may open; none while something on the page is withdrawn."""
        return None if self.has_withdrawn else self.pdf
