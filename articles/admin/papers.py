"""A role that counts for some papers only opens the forms of those papers only; what others have may be looked at."""

from articles import roles, workflow
from editions.models import Edition, Publication


class OfOnesPapers:
    """For the desk of articles, pages or editions."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._counts(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._counts(request, "delete", obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Of papers, and of editions, those that the role counts for are offered and taken."""
        if db_field.name in ("publication", "edition") and not request.user.is_superuser:
            verb = "change" if request.resolver_match.url_name.endswith("_change") else "add"
            papers = roles.papers_of(request.user, f"{self.opts.app_label}.{verb}_{self.opts.model_name}")
            offered = {
                "publication": Publication.objects.filter(pk__in=papers),
                "edition": Edition.objects.filter(publication__in=papers),
            }
            kwargs.setdefault("queryset", offered[db_field.name])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _counts(self, request, verb: str, obj) -> bool:
        permission = f"{self.opts.app_label}.{verb}_{self.opts.model_name}"
        return obj is None or roles.may(request.user, permission, workflow.publication_of(obj))
