"""What the newsroom says among itself about an article, and whom it asks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .articles import Article


class Note(models.Model):
    """A remark on an article, for the newsroom only: no version, no export and no reader's page has it.

    It is ticked off when what it asks is done, and goes with its article.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="notes", verbose_name=_("article"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes", verbose_name=_("written by")
    )
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    settled_at = models.DateTimeField(_("ticked off at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ticked off by"),
    )

    class Meta:
        verbose_name = pgettext_lazy("on an article", "note")
        verbose_name_plural = pgettext_lazy("on articles", "notes")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="a_note_says_something",
                violation_error_message=_("Please write the note."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_note_ticked_off_says_by_whom",
                violation_error_message=_("A note that is ticked off says by whom, and when."),
            ),
        ]

    def __str__(self):
        return self.text[:60]


class Mention(models.Model):
    """Somebody whom a note asks by name; it waits for them until they tick it off."""

    note = models.ForeignKey(
        Note, models.CASCADE, related_name="mentions", verbose_name=pgettext_lazy("on an article", "note")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentions", verbose_name=_("member of staff")
    )
    settled_at = models.DateTimeField(_("ticked off at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "user"],
                name="a_note_mentions_somebody_once",
                violation_error_message=_("This note mentions this member of staff already."),
            ),
        ]

    def __str__(self):
        return f"@{self.user}"
