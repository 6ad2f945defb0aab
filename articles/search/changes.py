"""The database notes by itself which articles have changed for the search, in the transaction that changes them.

Whoever changes an article, a caption, a page or an edition, by whatever way, has the articles concerned noted in
SearchChange: no way can forget it, and none has to wait until they are read anew.
"""

from django.db import models

from articles.models import Article, PhotoCaption, SearchChange
from editions.models import Edition, Page

# Whose changes concern which articles: the columns that count, and how to find the articles of a row.
_ARTICLE = [
    "edition_id",
    "page_id",
    "kind",
    "state",
    "kicker",
    "headline",
    "subheadline",
    "body",
    "byline",
    "embargo",
    "withdrawn_at",
    "repeats_id",
]
_CAPTION = ["article_id", "text", "credit_line"]
_PAGE = ["number"]
_EDITION = ["date", "publish_at", "signed_off_at", "withdrawn_at"]


def statements(connection) -> dict[str, tuple[str, str]]:
    """What creates each trigger, by its name, with its table."""
    quote = connection.ops.quote_name
    changes = quote(SearchChange._meta.db_table)
    articles = quote(Article._meta.db_table)

    def noted(row: str, column: str) -> str:
        return f"INSERT INTO {changes} (article_key) VALUES ({row}.{column})"

    def all_of(column: str) -> str:
        return f"INSERT INTO {changes} (article_key) SELECT id FROM {articles} WHERE {column} = NEW.id"

    create = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    wanted: list[tuple[type[models.Model], str, str, str]] = [
        (Article, "INSERT", "NEW.page_id IS NOT NULL", noted("NEW", "id")),
        # What waits in the pool is not searched; nor is what goes from one place there to another.
        (
            Article,
            f"UPDATE OF {', '.join(_ARTICLE)}",
            "OLD.page_id IS NOT NULL OR NEW.page_id IS NOT NULL",
            noted("NEW", "id"),
        ),
        (Article, "DELETE", "OLD.page_id IS NOT NULL", noted("OLD", "id")),
        (PhotoCaption, "INSERT", "", noted("NEW", "article_id")),
        (
            PhotoCaption,
            f"UPDATE OF {', '.join(_CAPTION)}",
            "",
            f"{noted('OLD', 'article_id')}; {noted('NEW', 'article_id')}",
        ),
        (PhotoCaption, "DELETE", "", noted("OLD", "article_id")),
        (Page, f"UPDATE OF {', '.join(_PAGE)}", "", all_of("page_id")),
        (Edition, f"UPDATE OF {', '.join(_EDITION)}", "", all_of("edition_id")),
    ]
    found = {}
    for model, event, condition, action in wanted:
        table = model._meta.db_table
        name = f"{table}_{event.split()[0].lower()}_is_searched"
        found[name] = table, create(name, quote(table), event, condition, action)
    return found


def _on_sqlite(name: str, table: str, event: str, condition: str, action: str) -> str:
    when = f"WHEN {condition} " if condition else ""
    return f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {when}BEGIN {action}; END"


def _on_postgresql(name: str, table: str, event: str, condition: str, action: str) -> str:
    when = f"WHEN ({condition}) " if condition else ""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {action}; RETURN NULL; END $$; "
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {when}EXECUTE FUNCTION {name}()"
    )
