"""Articles with their regions, addresses and versions."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.fields import BoundField, PolygonField, PolygonLength
from editions.models import Edition, Page, Publication


class ArticleQuerySet(models.QuerySet):
    def published(self, now=None):
        """The articles that readers may see at `now`.

        Their edition is public, they stand on a page of it, are approved, not withdrawn, and their embargo is over.
        """
        return self.filter(Article.is_published_at(now))

    def once(self):
        """One of each text that an edition printed twice: where both are here, the repeat is left out.

        So whoever is found by a repeat only still finds it; ask last, of all that was narrowed down.
        """
        return self.exclude(Article.repeats_one_of(self))

    def editorial(self):
        """What the paper itself tells: without advertisements, and without teasers, which announce what follows."""
        return self.exclude(kind__in=[Article.Kind.ADVERTISEMENT, Article.Kind.TEASER])

    def newest_first(self):
        """By the moment when readers first had them, as `published_at`; those of one moment in print order."""
        since = Greatest("edition__publish_at", Coalesce("embargo", "edition__publish_at"))
        place = ("edition", "edition_id", "page__order_key", "order", "number")
        return self.alias(since=since).order_by("-since", *place)

    def in_print_order(self):
        """As one turns the pages: by page, then by place on it."""
        return self.order_by("page__order_key", "order", "number")

    def as_headlines(self):
        """Ready for a list: with their addresses and captions (a photo without a headline goes by its caption)."""
        return self.select_related("publication", "edition", "page").defer("body").prefetch_related("captions")

    def by_page(self) -> dict[int, list["Article"]]:
        """By the key of a page: its own as headlines in print order, then those of other pages that run over to it."""
        regions = ArticleRegion.objects.select_related("page").only("article", "page__order_key")
        own, run_over = defaultdict(list), defaultdict(list)
        for article in self.in_print_order().as_headlines().prefetch_related(models.Prefetch("regions", regions)):
            own[article.page_id].append(article)
            for page in article.runs_over_to:
                run_over[page.pk].append(article)
        return {page: own[page] + run_over[page] for page in {*own, *run_over}}

    def previewed(self):
        """The articles that a preview shows among others: all that stand on a page and are not withdrawn."""
        return self.filter(page__isnull=False, withdrawn_at__isnull=True)

    def on_page(self, page):
        """Those of a page, then those of other pages that run over to it; with regions, and jumps to any of these."""
        jumps = self.select_related("publication", "edition", "page").defer("body")
        return (
            self.filter(Article.is_on_page(page.pk))
            .annotate(runs_over=~Q(page=page))
            .order_by("runs_over", "page__order_key", "order", "number")
            .as_headlines()
            .prefetch_related(
                models.Prefetch("regions", ArticleRegion.objects.select_related("page").order_by("id")),
                models.Prefetch("continues", jumps, to_attr="continues_public"),
                models.Prefetch("continued_by", jumps.in_print_order(), to_attr="continued_public"),
            )
        )


class Article(models.Model):
    """A text of the paper, from its first line in the paper's pool to its place on a page."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        PHOTO = "photo", _("photo news")
        NOTICE = "notice", _("notice")
        ADVERTISEMENT = "advertisement", _("advertisement")
        TEASER = "teaser", _("teaser")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")

    class BylinePlace(models.TextChoices):
        START = "start", _("at the start")
        END = "end", _("at the end")

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="articles", verbose_name=_("publication"))
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("edition")
    )
    page = models.ForeignKey(
        Page, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("page")
    )
    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("within the edition, part of the address; never used again"),
    )
    order = models.PositiveSmallIntegerField(_("order on the page"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    stage = models.PositiveSmallIntegerField(
        _("review stage"), default=0, editable=False, help_text=_("the stage at which it waits; 0 where it does not")
    )
    round = models.PositiveSmallIntegerField(
        _("round of review"), default=0, editable=False, help_text=_("how often its reviews have begun")
    )
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    kicker = models.TextField(_("kicker"), blank=True)
    headline = models.TextField(
        _("headline"), blank=True, help_text=_("a line break stands where the printed headline breaks")
    )
    subheadline = models.TextField(_("subheadline"), blank=True)
    body = models.TextField(_("body"), blank=True)
    complete = models.BooleanField(_("complete"), default=True, help_text=_("cleared where only the headline is known"))
    byline = models.CharField(_("byline"), max_length=500, blank=True, help_text=_("as printed, without brackets"))
    byline_place = models.CharField(
        _("place of the byline"), max_length=5, choices=BylinePlace, default=BylinePlace.END
    )
    ordered_length = models.PositiveIntegerField(
        _("ordered length"), null=True, blank=True, help_text=_("in characters, as WPS and Word count them")
    )
    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    source_id = models.CharField(_("source's own id"), max_length=200, blank=True)
    source_url = models.CharField(_("old address"), max_length=500, blank=True, db_index=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("author"),
        help_text=_("the member of staff who wrote it, not the credited people"),
    )
    origin = models.ForeignKey(
        "ImportRun",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
        verbose_name=_("import"),
    )
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
        help_text=_("the article whose text this one continues, or that a teaser announces"),
    )
    repeats = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="repeated_by", verbose_name=_("repeats")
    )
    embargo = models.DateTimeField(_("embargo"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_notice = models.TextField(_("withdrawal notice"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]
        indexes = [models.Index(fields=["page", "order"], name="articles_in_print_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="one_article_number_per_edition",
                violation_error_message=_("This edition already has an article of this number."),
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(edition__isnull=False, number__isnull=False, number__gt=0),
                name="a_placed_article_has_an_edition_and_a_number",
                violation_error_message=_("An article on a page has an edition and a number, counted from 1."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_notice=""),
                name="a_withdrawn_article_says_why",
                violation_error_message=_("A withdrawn article carries a notice for its readers."),
            ),
            models.CheckConstraint(
                condition=~Q(continues=models.F("id")) & ~Q(repeats=models.F("id")),
                name="no_article_continues_or_repeats_itself",
                violation_error_message=_("An article neither continues nor repeats itself."),
            ),
            models.CheckConstraint(
                condition=Q(state="in_review", stage__gt=0) | (~Q(state="in_review") & Q(stage=0)),
                name="an_article_in_review_waits_at_a_stage",
                violation_error_message=_("An article in review waits at a stage, and no other does."),
            ),
        ]
        permissions = [
            ("submit_article", _("Can submit articles for review")),
            ("place_article", _("Can place articles on pages")),
            ("set_embargo", _("Can set embargoes")),
            ("withdraw_article", _("Can withdraw articles and editions, and restore them")),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its address; "" in the copy pool."""
        if not self.page:
            return ""
        return reverse(
            "article",
            args=[self.publication.slug, self.edition.day, self.page.number, self.number],
        )

    @staticmethod
    def is_published_at(now=None, prefix="") -> Q:
        """What makes an article public at the moment `now`, as a condition; `prefix` leads to the article."""
        now = now or timezone.now()
        return (
            Edition.is_public_at(now, f"{prefix}edition__")
            & Q(
                **{
                    f"{prefix}page__isnull": False,
                    f"{prefix}state": Article.State.APPROVED,
                    f"{prefix}withdrawn_at__isnull": True,
                }
            )
            & (Q(**{f"{prefix}embargo__isnull": True}) | Q(**{f"{prefix}embargo__lte": now}))
        )

    @staticmethod
    def repeats_one_of(articles, prefix="") -> models.Exists:
        """Whether an article repeats one of these in its own edition, as a condition; `prefix` leads to the article.

        Two that repeat each other are no repeats: one of them has to be shown.
        """
        originals = articles.filter(pk=models.OuterRef(f"{prefix}repeats"), edition=models.OuterRef(f"{prefix}edition"))
        return models.Exists(originals.exclude(repeats=models.OuterRef(f"{prefix}pk")))

    @staticmethod
    def is_on_page(page: int) -> Q:
        """What makes an article one of the page of that key, as a condition: it begins there or runs over to it."""
        return Q(page=page) | Q(pk__in=ArticleRegion.objects.filter(page=page).values("article"))

    @property
    def title(self) -> str:
        """The headline on one line; a photo without one is known by its caption."""
        if headline := " ".join(self.headline.split("\n")).strip():
            return headline
        captions = list(self.captions.all()[:1]) if self.pk else []
        return (captions[0].text if captions else "")[:60] or str(_("(no headline)"))

    @property
    def published_at(self) -> datetime:
        """When readers first had it, in the paper's zone; its edition is signed off."""
        return max(filter(None, (self.edition.publish_at, self.embargo))).astimezone(self.publication.zone)

    @property
    def runs_over_to(self) -> list[Page]:
        """The other pages that its regions lie on (跨版), in print order."""
        pages = {region.page_id: region.page for region in self.regions.all() if region.page_id != self.page_id}
        return sorted(pages.values(), key=lambda page: page.order_key)

    @property
    def is_withdrawn(self) -> bool:
        """Was readable once and is no more: it answers with its notice."""
        return bool(self.withdrawn_at and self.edition_id and self.edition.is_public)

    @property
    def is_frozen(self) -> bool:
        """Its edition is signed off with it: its text changes only by a correction that is approved."""
        released = self.page_id and self.edition_id and self.edition.signed_off_at
        return bool(released and self.state == Article.State.APPROVED)

    def place(self, page: Page, order: int) -> None:
        """Put the article on a page; it gets the edition's next number if it has none there.

        The edition's row keeps the count, so the caller holds a transaction and saves both.
        """
        if self.edition_id != page.edition_id or not self.number:
            page.edition.last_article_number += 1
            self.edition, self.number = page.edition, page.edition.last_article_number
        self.page, self.order = page, order


class ArticleRegion(models.Model):
    """A polygon of an article on a page: on its own, or on another that it runs over to."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="regions", verbose_name=_("article"))
    page = models.ForeignKey(Page, models.CASCADE, related_name="regions", verbose_name=_("page"))
    polygon = PolygonField(_("polygon"), help_text=_("points in fractions of the page's width and height"))
    left = BoundField(axis=0, pick="min")
    top = BoundField(axis=1, pick="min")
    right = BoundField(axis=0, pick="max")
    bottom = BoundField(axis=1, pick="max")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(PolygonLength("polygon"), 3),
                name="a_region_has_at_least_three_points",
                violation_error_message=_("A region has at least three different points."),
            ),
            models.CheckConstraint(
                condition=Q(left__gte=0, top__gte=0, right__lte=1, bottom__lte=1),
                name="a_region_lies_on_its_page",
                violation_error_message=_("A region lies on its page: every number is between 0 and 1."),
            ),
        ]

    def __str__(self):
        return f"{self.article} ({self.page.number})"

    @property
    def svg_points(self) -> str:
        """The points for an SVG polygon whose viewBox is 1000 by 1000."""
        return " ".join(f"{x * 1000:g},{y * 1000:g}" for x, y in self.polygon)


class ArticleAddress(models.Model):
    """A former address of an article, relative to its publication's: it answers with a redirect for ever."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="article_addresses", verbose_name=_("publication")
    )
    path = models.CharField(_("path"), max_length=500)
    article = models.ForeignKey(Article, models.CASCADE, related_name="addresses", verbose_name=_("article"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "path"],
                name="one_article_per_former_address",
                violation_error_message=_("This former address already leads to an article."),
            ),
        ]

    def __str__(self):
        return f"{self.publication.slug}/{self.path}"


class ArticleVersion(models.Model):
    """An article's record at one moment: its text, captions and credits together, with their digest."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions", verbose_name=_("article"))
    record = models.JSONField(_("record"))
    digest = models.CharField(_("digest"), max_length=64)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.digest[:8]}"
