"""Corrections: those that readers see, and the texts proposed for an article that is signed off."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .articles import Article, ArticleVersion


class Correction(models.Model):
    """A correction that readers see on the article and in the paper's list."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections", verbose_name=_("article"))
    date = models.DateTimeField(_("date"), default=timezone.now)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-date", "-id"]

    def __str__(self):
        return self.text[:60]


class ProposedCorrection(models.Model):
    """A text that waits to take the place of the one that was signed off; readers keep that one meanwhile.

    One reviewer decides of it, who wrote neither text. What becomes of it stays on record.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("correction", "waiting")
        APPROVED = "approved", pgettext_lazy("correction", "approved")
        DECLINED = "declined", pgettext_lazy("correction", "declined")

    article = models.ForeignKey(Article, models.PROTECT, related_name="proposed_corrections", verbose_name=_("article"))
    version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="proposals", verbose_name=_("proposed text")
    )
    base = models.CharField(_("digest of the text it corrects"), max_length=64)
    note = models.TextField(_("note to readers"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("author")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposed_corrections", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("proposed correction")
        verbose_name_plural = _("proposed corrections")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(state="waiting"),
                name="one_correction_of_an_article_waits",
                violation_error_message=_("A correction of this article waits already."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="who_decides_of_a_correction_is_known",
                violation_error_message=_("A decision has somebody who took it, and a time."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("author"))),
                name="who_approves_a_correction_wrote_neither_text",
                violation_error_message=_("Who approves a correction wrote neither of the texts."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="a_declined_correction_says_why",
                violation_error_message=_("Who declines a correction says why."),
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.get_state_display()}"
