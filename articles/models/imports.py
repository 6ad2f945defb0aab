"""What imports brought: the runs, and for every imported thing its key and the digest that was written."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editions.models import Edition, Page, Publication


class ImportRun(models.Model):
    """One run of the import command, with its report."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("failed")

    source = models.CharField(_("source"), max_length=1000)
    format = models.CharField(_("format"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"


class ImportItem(models.Model):
    """An imported thing under its source's key. It outlives the thing: what was deleted here stays deleted."""

    class Kind(models.TextChoices):
        EDITION = "edition", _("edition")
        PAGE = "page", _("page")
        ARTICLE = "article", _("article")

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="items", verbose_name=_("import"))
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    date = models.DateField(_("date"))
    label = models.CharField(_("label"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    key = models.CharField(_("key"), max_length=400)
    source_digest = models.CharField(_("source's digest"), max_length=64, help_text=_("of the record that was read"))
    digest = models.CharField(_("digest"), max_length=64, blank=True, help_text=_("of the text that was written"))
    beside = models.CharField(
        _("digest of the rest"),
        max_length=64,
        blank=True,
        help_text=_("of an article's keywords and people, of a page's order, as they were written"),
    )
    edition = models.ForeignKey(Edition, models.SET_NULL, null=True, related_name="+")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    article = models.ForeignKey("Article", models.SET_NULL, null=True, related_name="import_items")

    class Meta:
        verbose_name = _("imported thing")
        verbose_name_plural = _("imported things")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "date", "label", "kind", "key"],
                name="one_import_item_per_key_of_an_edition",
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.key}"
