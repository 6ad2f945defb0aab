"""What the search knows: the documents of its index, and which articles have changed since they were read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchIndex(models.Model):
    """One building of the index, in tables of its own; readers are answered from the one that is current."""

    is_current = models.BooleanField(default=False)
    read_to = models.BigIntegerField(default=0, help_text=_("the last article that was read while it was built"))

    settles = models.BigIntegerField(default=0, help_text=_("the last change that was made before it was begun"))
    width = models.PositiveSmallIntegerField(help_text=_("binary digits of a number that tell a day's documents apart"))

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search indexes")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_search_index_is_current"
            )
        ]

    def __str__(self):
        return str(self.pk)


class SearchDocument(models.Model):
    """An article in an index, as it was when it was read; never changed: what has changed is another document."""

    index = models.ForeignKey(SearchIndex, models.CASCADE, related_name="documents", db_index=False)
    # An article that is deleted leaves its document behind, by which the index knows what to forget.
    article = models.ForeignKey("Article", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    number = models.BigIntegerField(help_text=_("its place among all documents, by date"))
    due = models.DateTimeField(help_text=_("from when readers find it"))
    digest = models.CharField(max_length=64)
    facets = models.TextField(help_text=_("what it is counted by, with blanks between"))

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        # What is not due yet is asked for with every search.
        indexes = [models.Index(fields=["index", "due"], name="search_documents_by_hour")]
        constraints = [
            models.UniqueConstraint(fields=["article", "index"], name="one_search_document_per_article_and_index"),
            models.UniqueConstraint(fields=["number", "index"], name="one_search_document_per_number_and_index"),
        ]

    def __str__(self):
        return str(self.number)


class SearchChange(models.Model):
    """An article that has changed since it was read, or is gone: written by the database itself, with the change."""

    article_key = models.BigIntegerField()

    class Meta:
        verbose_name = _("change for the search")
        verbose_name_plural = _("changes for the search")

    def __str__(self):
        return str(self.article_key)
