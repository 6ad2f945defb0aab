"""Three reviews and three proofs: who has read which text, and what came of it."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.roles import DESK_HEAD, DUTY_EDITOR, PAGE_EDITOR
from editions.models import Page, Publication

from .articles import Article, ArticleVersion

# What a paper starts with: name and role of its first, second and final review (一审, 二审, 三审).
THREE_REVIEWS = (("一审", PAGE_EDITOR), ("二审", DESK_HEAD), ("三审", DUTY_EDITOR))


class ReviewStageQuerySet(models.QuerySet):
    def of(self, publication: Publication) -> list["ReviewStage"]:
        """The paper's stages in their order; one that has none yet gets the three."""
        stages = list(self.filter(publication=publication).select_related("role").order_by("order"))
        if not stages:
            groups = {
                group.name: group for group in Group.objects.filter(name__in=[role for _name, role in THREE_REVIEWS])
            }
            stages = self.bulk_create(
                ReviewStage(publication=publication, name=name, order=order, role=groups[role])
                for order, (name, role) in enumerate(THREE_REVIEWS, 1)
            )
        return stages


class ReviewStage(models.Model):
    """One of the reviews that a paper's texts go through, and the role that holds it."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="review_stages", verbose_name=_("publication")
    )
    order = models.PositiveSmallIntegerField(_("order"), help_text=_("counted from 1"))
    name = models.CharField(_("name"), max_length=40)
    role = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("staff", "role"))

    objects = ReviewStageQuerySet.as_manager()

    class Meta:
        verbose_name = _("review stage")
        verbose_name_plural = _("review stages")
        ordering = ["publication", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "order"],
                name="one_review_stage_per_publication_and_order",
                violation_error_message=_("This paper already has a review stage at this place."),
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1),
                name="review_stages_count_from_one",
                violation_error_message=_("Review stages count from 1."),
            ),
        ]

    def __str__(self):
        return self.name


class Review(models.Model):
    """What a reviewer decided of one exact text at one stage. Written once, never changed: see `articles.triggers`."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    article = models.ForeignKey(Article, models.PROTECT, related_name="reviews", verbose_name=_("article"))
    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="reviews", verbose_name=_("version"))
    round = models.PositiveSmallIntegerField(_("round"), help_text=_("a new one begins when a text is submitted again"))
    stage = models.PositiveSmallIntegerField(_("stage"))
    stage_name = models.CharField(_("name of the stage"), max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reviewer=models.F("author")),
                name="nobody_reviews_a_text_of_their_own",
                violation_error_message=_("Nobody reviews a text of their own."),
            ),
            models.UniqueConstraint(
                fields=["article", "round", "reviewer"],
                name="nobody_reviews_an_article_twice_in_a_round",
                violation_error_message=_("Nobody reviews an article at two stages of a round."),
            ),
            models.UniqueConstraint(
                fields=["article", "round", "stage"],
                name="a_stage_decides_once_in_a_round",
                violation_error_message=_("This stage has decided already."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict="returned") | ~Q(note=""),
                name="a_return_says_why",
                violation_error_message=_("Who returns a text says why."),
            ),
        ]
        permissions = [("review_article", _("Can review articles at the stages of their role"))]

    def __str__(self):
        return f"{self.stage_name}: {self.get_verdict_display()}"


class Proof(models.Model):
    """One proof of a page, signed: 一校, 二校, 三校, then the clean proof 清样. Written once, never changed."""

    class Order(models.IntegerChoices):
        FIRST = 1, _("first proof")
        SECOND = 2, _("second proof")
        THIRD = 3, _("third proof")
        CLEAN = 4, _("clean proof")

    page = models.ForeignKey(Page, models.PROTECT, related_name="proofs", verbose_name=_("page"))
    order = models.PositiveSmallIntegerField(pgettext_lazy("proof", "which"), choices=Order)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proofs", verbose_name=_("signed by")
    )
    errors = models.TextField(
        _("errors found"), blank=True, help_text=_("one on each line; empty where there was none")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(order__range=(1, 4)),
                name="a_proof_is_one_of_four",
                violation_error_message=_("A page has three proofs and the clean one."),
            ),
        ]
        permissions = [("sign_proof", _("Can sign proofs"))]

    def __str__(self):
        return f"{self.page}: {self.get_order_display()}"


class TrailEntry(models.Model):
    """One act on an article, a page or an edition: who, when, and why. Written once, never changed.

    It names what it was done to by key and title, so that it outlives a draft that is deleted.
    """

    class Verb(models.TextChoices):
        SUBMIT = "submit", _("submitted for review")
        APPROVE = "approve", _("review passed")
        RETURN = "return_to_author", _("returned to the author")
        TAKE_BACK = "take_back", _("taken back by the author")
        VOID = "void", _("reviews void after a change")
        RESTORE_VERSION = "restore_version", _("earlier version brought back")
        SET_EMBARGO = "set_embargo", _("embargo set")
        PLACE = "place", _("placed on a page, or taken off it")
        SIGN_PROOF = "sign_proof", _("proof signed")
        SIGN_OFF = "sign_off", _("signed off")
        REOPEN = "reopen", _("taken back into the newsroom")
        CORRECT = "correct", _("correction proposed")
        APPROVE_CORRECTION = "approve_correction", _("correction approved")
        DECLINE_CORRECTION = "decline_correction", _("correction declined")
        WITHDRAW = "withdraw", _("withdrawn from readers")
        RESTORE = "restore", _("given back to readers")

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        PAGE = "page", _("page")
        EDITION = "edition", _("edition")

    verb = models.CharField(pgettext_lazy("trail", "act"), max_length=40, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    key = models.PositiveBigIntegerField(_("key"))
    title = models.CharField(_("title"), max_length=300)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="+", verbose_name=_("publication"))
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "key"], name="trail_of_one_thing")]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.title}"
