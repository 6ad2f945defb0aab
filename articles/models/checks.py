"""What a paper sets for its checks before print: how much each weighs, and its own word list."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Publication


class Check(models.TextChoices):
    """Everything that is looked at before print."""

    PHOTO_CREDIT = "photo-credit", _("photo without a photographer")
    CAPTION = "caption", _("photo without a caption")
    ALT = "alt", _("photo without an alternative text")
    HEADLINE_LENGTH = "headline-length", _("headline longer than the page allows")
    BYLINE = "byline", _("byline that names nobody known")
    SAME_HEADLINE = "same-headline", _("headline printed before")
    SAME_BODY = "same-body", _("text printed before")
    JUMP = "jump", _("jump without its counterpart")
    REGION = "region", _("article without a region on the facsimile")
    LENGTH = "length", _("text not of the ordered length")
    FORBIDDEN = "forbidden", _("forbidden term")
    WRONG = "wrong", _("commonly wrong term")


class CheckSetting(models.Model):
    """How much a check weighs for one paper; where there is no row it weighs what `checks.levels` gives it."""

    class Level(models.TextChoices):
        BLOCKING = "blocking", pgettext_lazy("check", "blocking")
        WARNING = "warning", pgettext_lazy("check", "warning")
        OFF = "off", pgettext_lazy("check", "off")

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="check_settings", verbose_name=_("publication")
    )
    check_name = models.CharField(_("check"), max_length=20, choices=Check)
    level = models.CharField(_("level"), max_length=10, choices=Level)

    class Meta:
        verbose_name = _("check before print")
        verbose_name_plural = _("checks before print")
        ordering = ["publication", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "check_name"],
                name="one_level_per_publication_and_check",
                violation_error_message=_("The level of this check is set already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_check_name_display()}: {self.get_level_display()}"


class WordListTerm(models.Model):
    """A term of a paper's own word list, or of the list of all papers; the paper's own goes before."""

    class Kind(models.TextChoices):
        FORBIDDEN = "forbidden", pgettext_lazy("term", "forbidden")
        WRONG = "wrong", pgettext_lazy("term", "commonly wrong")

    publication = models.ForeignKey(
        Publication,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="word_list",
        verbose_name=_("publication"),
        help_text=_("empty for the list of all papers"),
    )
    term = models.CharField(_("term"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    suggestion = models.CharField(
        _("suggestion"), max_length=200, blank=True, help_text=_("what to write instead, or why not")
    )
    # By it the automata of all processes learn that the list has changed.
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("word list term")
        verbose_name_plural = _("word list")
        ordering = ["term", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "term"],
                name="one_entry_per_publication_and_term",
                violation_error_message=_("This term is on the paper’s word list already."),
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(publication__isnull=True),
                name="one_entry_per_term_of_all_papers",
                violation_error_message=_("This term is on the word list of all papers already."),
            ),
            models.CheckConstraint(
                condition=~Q(term=""),
                name="a_term_has_characters",
                violation_error_message=_("A term has at least one character."),
            ),
        ]

    def __str__(self):
        return self.term
