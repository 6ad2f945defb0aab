"""Who of the staff holds a role for which papers."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Publication


class Assignment(models.Model):
    """Narrows a member's role to a paper; a role without any assignment counts for every paper."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("member of staff")
    )
    role = models.ForeignKey(
        Group, models.CASCADE, related_name="assignments", verbose_name=pgettext_lazy("staff", "role")
    )
    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="assignments", verbose_name=_("publication")
    )

    class Meta:
        verbose_name = _("role for one paper")
        verbose_name_plural = _("roles for single papers")
        ordering = ["user", "role", "publication"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "publication"],
                name="one_assignment_per_user_role_and_publication",
                violation_error_message=_("This role is assigned for this paper already."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.role}, {self.publication}"
