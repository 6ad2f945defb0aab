"""A role that counts for some papers only opens the forms of those papers only; what others have may be looked at."""

from articles import roles, workflow
from articles.models import Article
from editions.models import Edition, Page, Publication


class OfOnesPapers:
    """For the desk, or the inline, of what belongs to a paper: articles and their parts, pages, editions, terms."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._counts(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._counts(request, "delete", obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Of papers, and of what they have, those that the role counts for are offered and taken."""
        papers_have = _OF_PAPERS.get(db_field.name)
        if papers_have and not request.user.is_superuser:
            papers = roles.papers_of(request.user, self.permission_to_choose(request, db_field))
            kwargs.setdefault("queryset", papers_have(papers))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def permission_to_choose(self, request, db_field) -> str:
        """The permission that a member of staff needs for a paper to choose it, or what it has, in this field."""
        return self._permission("change" if request.resolver_match.url_name.endswith("_change") else "add")

    def _counts(self, request, verb: str, obj) -> bool:
        return obj is None or roles.may(request.user, self._permission(verb), workflow.publication_of(obj))

    def _permission(self, verb: str) -> str:
        return f"{self.opts.app_label}.{verb}_{self.opts.model_name}"


class PartOfAPaper(OfOnesPapers):
    """For an inline below a paper, which has permissions of its own."""

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._counts(request, "add", obj)


_OF_PAPERS = {
    "publication": lambda papers: Publication.objects.filter(pk__in=papers),
    "edition": lambda papers: Edition.objects.filter(publication__in=papers),
    "page": lambda papers: Page.objects.filter(edition__publication__in=papers),
    "article": lambda papers: Article.objects.filter(publication__in=papers),
}
