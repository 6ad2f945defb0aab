"""Who has an article open."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editions.staff import name_of

# Whoever has not been heard of for so long has the article open no more.
GONE_AFTER = timedelta(minutes=1)


class ArticleOpeningQuerySet(models.QuerySet):
    def now(self):
        """Those that were heard of within the last minute."""
        return self.filter(seen_at__gt=timezone.now() - GONE_AFTER)


class ArticleOpening(models.Model):
    """A member of staff has an article's form open, or had it until a moment ago; neither history nor interchange."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="openings", verbose_name=_("article"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("member of staff")
    )
    since = models.DateTimeField(_("open since"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    objects = ArticleOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_opening_per_article_and_member_of_staff"),
        ]

    def __str__(self):
        return name_of(self.user)
