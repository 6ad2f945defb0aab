"""Triggers of the database itself, on SQLite and on PostgreSQL: what no statement may do, whoever sends it.

Reviews, proofs and the audit trail are written once. A review names the article's author as the article does, and
across the rounds of an article one person keeps to one stage; nobody signs two proofs of a page in a row; a proposed
correction names the author too, so that its constraint holds. What is refused is an IntegrityError on both engines.
What changes for the search is noted beside these (see `search.changes`).
"""

from django.db import models

from articles.models import Article, Proof, ProposedCorrection, Review, TrailEntry
from articles.search import changes

WRITTEN_ONCE = (Review, Proof, TrailEntry)

_STAGES = "one person reviews an article at one stage only"
_AUTHOR = "a review names the author of its article"
_CORRECTED = "a correction names the author of its article"
_PROOFS = "nobody signs two proofs of a page in a row"


def _rules(quote) -> list[tuple[str, type[models.Model], str, str]]:
    """(name, model, condition under which a new row is refused, sentence)."""
    review, article, proof = (quote(model._meta.db_table) for model in (Review, Article, Proof))
    return [
        (
            "one_stage_per_reviewer_and_article",
            Review,
            f"EXISTS (SELECT 1 FROM {review} WHERE article_id = NEW.article_id"
            " AND reviewer_id = NEW.reviewer_id AND stage <> NEW.stage)",
            _STAGES,
        ),
        (
            "a_review_names_the_author",
            Review,
            f"NOT EXISTS (SELECT 1 FROM {article} WHERE id = NEW.article_id AND author_id = NEW.author_id)",
            _AUTHOR,
        ),
        (
            "two_people_sign_proofs_in_turn",
            Proof,
            f"NEW.signed_by_id = (SELECT signed_by_id FROM {proof} WHERE page_id = NEW.page_id AND id <> NEW.id"
            " ORDER BY id DESC LIMIT 1)",
            _PROOFS,
        ),
        (
            "a_correction_names_the_author",
            ProposedCorrection,
            f"EXISTS (SELECT 1 FROM {article} WHERE id = NEW.article_id"
            " AND (author_id IS NOT NULL AND (NEW.author_id IS NULL OR author_id <> NEW.author_id)))",
            _CORRECTED,
        ),
    ]


def _triggers(connection) -> dict[str, tuple[str, str]]:
    """What creates each trigger, by its name, with its table."""
    quote = connection.ops.quote_name
    create, refuse = (
        (_on_sqlite, "SELECT RAISE(ABORT, '{}')")
        if connection.vendor == "sqlite"
        else (_on_postgresql, "RAISE EXCEPTION '{}' USING ERRCODE = 'restrict_violation'")
    )
    wanted = []
    for model in WRITTEN_ONCE:
        table = model._meta.db_table
        refusal = refuse.format(f"{model._meta.verbose_name_raw}: written once, never changed or deleted")
        # SQLite has no TRUNCATE; PostgreSQL fires for it once, not for each row.
        for event in ("UPDATE", "DELETE", *(["TRUNCATE"] if connection.vendor == "postgresql" else [])):
            wanted.append((f"{table}_no_{event.lower()}", table, f"BEFORE {event}", "", refusal))
    # A new row is tried by its table's constraints first, which say more exactly what is wrong.
    for name, model, condition, sentence in _rules(quote):
        wanted.append((name, model._meta.db_table, "AFTER INSERT", condition, refuse.format(sentence)))
    wanted += changes.noted(quote)
    return {name: (table, create(name, quote(table), *rest)) for name, table, *rest in wanted}


def _on_sqlite(name: str, table: str, event: str, condition: str, action: str) -> str:
    when = f"WHEN {condition} " if condition else ""
    return f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW {when}BEGIN {action}; END"


def _on_postgresql(name: str, table: str, event: str, condition: str, action: str) -> str:
    # A trigger's own condition may not ask other rows, so the function does.
    body = f"IF {condition} THEN {action}; END IF;" if condition else f"{action};"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$; "
        f"CREATE TRIGGER {name} {event} ON {table} "
        f"FOR EACH {'STATEMENT' if event.endswith('TRUNCATE') else 'ROW'} EXECUTE FUNCTION {name}()"
    )


def missing(connection) -> set[str]:
    """The names of the triggers that belong in this database and are not in force."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(_triggers(connection)) - {name for (name,) in cursor.fetchall()}


def install(connection) -> None:
    """Put the triggers in place as they are defined here; a table that was rebuilt has lost its own."""
    lift(connection)
    with connection.cursor() as cursor:
        for _table, statement in _triggers(connection).values():
            cursor.execute(statement)


def lift(connection) -> None:
    """Take the triggers away: for their renewal, and for the emptying of a test's database."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, (table, _statement) in _triggers(connection).items():
            on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
