"""The database notes by itself which articles have changed for the search, in the transaction that changes them.

Whoever changes an article, a caption, a credit, a page or an edition, or merges people, by whatever way, has the
articles concerned noted in SearchChange: no way can forget it, and none has to wait until they are read anew.
"""

from collections.abc import Callable

from articles.models import Article, ArticleCredit, Contributor, PhotoCaption, PhotoCredit, SearchChange
from editions.models import Edition, Page

# The columns that count, of each of them.
_ARTICLE = (
    *("publication_id", "edition_id", "page_id", "kind", "state", "embargo", "withdrawn_at", "repeats_id"),
    *("kicker", "headline", "subheadline", "body", "byline"),
)
_CAPTION = ("article_id", "text", "credit_line")
_CREDIT = ("article_id", "contributor_id", "role")
_PHOTO_CREDIT = ("caption_id", "contributor_id", "role")
_CONTRIBUTOR = ("merged_into_id",)
_PAGE = ("number",)
_EDITION = ("date", "publish_at", "signed_off_at", "withdrawn_at")


def noted(quote: Callable[[str], str]) -> list[tuple[str, str, str, str, str]]:
    """The triggers for it, each its name, table, event, condition and action; `quote` is the database's."""
    into = f"INSERT INTO {quote(SearchChange._meta.db_table)} (article_key)"
    all_of = f"{into} SELECT id FROM {quote(Article._meta.db_table)} WHERE"
    # What waits in the pool is not searched; nor is what goes from one place there to another.
    placed = "OLD.page_id IS NOT NULL OR NEW.page_id IS NOT NULL"
    old_and_new = f"{into} VALUES (OLD.article_id), (NEW.article_id)"
    caption, credit, photo_credit = (quote(kind._meta.db_table) for kind in (PhotoCaption, ArticleCredit, PhotoCredit))
    of_caption = f"{into} SELECT article_id FROM {caption} WHERE id IN"
    of_person = (
        f"{into} SELECT article_id FROM {credit} WHERE contributor_id = NEW.id UNION SELECT article_id FROM {caption}"
        f" WHERE id IN (SELECT caption_id FROM {photo_credit} WHERE contributor_id = NEW.id)"
    )
    wanted = [
        (Article, "INSERT", (), "NEW.page_id IS NOT NULL", f"{into} VALUES (NEW.id)"),
        (Article, "UPDATE", _ARTICLE, placed, f"{into} VALUES (NEW.id)"),
        (Article, "DELETE", (), "OLD.page_id IS NOT NULL", f"{into} VALUES (OLD.id)"),
        (PhotoCaption, "INSERT", (), "", f"{into} VALUES (NEW.article_id)"),
        (PhotoCaption, "UPDATE", _CAPTION, "", old_and_new),
        (PhotoCaption, "DELETE", (), "", f"{into} VALUES (OLD.article_id)"),
        (ArticleCredit, "INSERT", (), "", f"{into} VALUES (NEW.article_id)"),
        (ArticleCredit, "UPDATE", _CREDIT, "", old_and_new),
        (ArticleCredit, "DELETE", (), "", f"{into} VALUES (OLD.article_id)"),
        (PhotoCredit, "INSERT", (), "", f"{of_caption} (NEW.caption_id)"),
        (PhotoCredit, "UPDATE", _PHOTO_CREDIT, "", f"{of_caption} (OLD.caption_id, NEW.caption_id)"),
        (PhotoCredit, "DELETE", (), "", f"{of_caption} (OLD.caption_id)"),
        (Contributor, "UPDATE", _CONTRIBUTOR, "", of_person),
        (Page, "UPDATE", _PAGE, "", f"{all_of} page_id = NEW.id"),
        (Edition, "UPDATE", _EDITION, "", f"{all_of} edition_id = NEW.id"),
    ]
    return [
        (
            f"{model._meta.db_table}_{event.lower()}_is_searched",
            model._meta.db_table,
            " OF ".join(filter(None, [f"AFTER {event}", ", ".join(columns)])),
            condition,
            action,
        )
        for model, event, columns, condition, action in wanted
    ]
