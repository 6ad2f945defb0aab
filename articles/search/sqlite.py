"""The index on SQLite: a table of FTS5 for each building of it, https://www.sqlite.org/fts5.html.

It keeps the tokens and no text. Before SQLite 3.43 such a table forgets a row only if it is told again all that the
row had, which nobody knows any more once an article has changed; so what is gone is left out by its number, and goes
for good when the index is built anew.
"""

import json
from collections.abc import Iterable, Sequence

from . import tokens
from .asking import DOCUMENTS, Asked, asked_days
from .documents import A_FACET, ANY, FIELDS, MARKS, Document, of_days, of_page, whole_word
from .query import Any, Dates, Not, Page, Term, Words

# The body first: of the first column alone it need not be written down which one a token stands in. Whole Latin words
# and facets stand in the last one; and once more the tokens of headline and decks, each with its field's mark, by which
# the most relevant are found without looking for the column of each place of a token.
_MARKED = "marked"
_MARKED_FIELDS = ("headline", "deck")
_COLUMNS = ("body", *(field for field in FIELDS if field != "body"), _MARKED)
# Of the database, that are rewritten while others wait.
_PAGES_OF_A_STEP = 2000
# The last of the blocks without which a table cannot be opened, not even to be dropped.
_TO_OPEN = 10
# While an index is filled its pieces are left alone, and each holds what a transaction brings, up to so many bytes of
# memory: they are made one in the end. Then FTS5's own settings, under which it merges them as it goes.
_TO_FILL = {"automerge": 0, "crisismerge": 1000, "hashsize": 64_000_000}
_TO_ASK = {"automerge": 4, "crisismerge": 16, "hashsize": 1_000_000}


def _table(index: int) -> str:
    return f"articles_search_{index}"


def _gone(index: int) -> str:
    return f"articles_search_{index}_gone"


def create(cursor, index: int, *, to_fill: bool = False) -> None:
    """An empty index in the place of whatever had its name; one `to_fill` can be asked once it is finished."""
    drop(cursor, index)
    cursor.execute(
        f"CREATE VIRTUAL TABLE {_table(index)} USING fts5("
        f"{', '.join(_COLUMNS)}, content='', columnsize=0, tokenize='ascii')"
    )
    cursor.execute(f"CREATE TABLE {_gone(index)} (number INTEGER PRIMARY KEY)")
    if to_fill:
        _set(cursor, index, _TO_FILL)


def _set(cursor, index: int, settings: dict[str, int]) -> None:
    table = _table(index)
    cursor.executemany(f"INSERT INTO {table} ({table}, rank) VALUES (%s, %s)", list(settings.items()))


def wait_for_writers(cursor, table: str) -> None:
    """Nobody writes while this transaction does."""


def drop(cursor, index: int) -> None:
    """Take an index away: its blocks first, a few at a time, for to drop a large table takes long and all wait."""
    blocks = f"{_table(index)}_data"
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = %s", [blocks])
    (left,) = cursor.fetchone()
    while left:
        cursor.execute(
            f"DELETE FROM {blocks} WHERE id IN (SELECT id FROM {blocks} WHERE id > {_TO_OPEN} LIMIT {_PAGES_OF_A_STEP})"
        )
        left = cursor.rowcount
    cursor.execute(f"DROP TABLE IF EXISTS {_table(index)}")
    cursor.execute(f"DROP TABLE IF EXISTS {_gone(index)}")


def put(cursor, index: int, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Add documents, each by its number, which has never been in it, and its `row`."""
    places = ", ".join(["%s"] * (1 + len(_COLUMNS)))
    # In their order, or FTS5 would begin a new piece of the index for each that is lower than the one before.
    cursor.executemany(
        f"INSERT INTO {_table(index)} (rowid, {', '.join(_COLUMNS)}) VALUES ({places})",
        sorted((number, *row) for number, row in rows),
    )


def row(document: Document) -> list[str]:
    """What the table has of a document, which any process can make of it."""
    marked = [*sorted(document.whole_words), *(A_FACET + facet for facet in document.facets)]
    for field in _MARKED_FIELDS:
        marked += [MARKS[field] + token for token in tokens.tokens(document.text[field])]
    found = {field: tokens.tokens(text) for field, text in document.text.items()} | {_MARKED: marked}
    return [" ".join(found[column]) for column in _COLUMNS]


def lowest(cursor, index: int, spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """Of each span, from its first to its last number, the lowest that a document has or has had."""
    within = "number BETWEEN value ->> 0 AND value ->> 1"
    # The plus keeps SQLite from going through all documents of the index by the hour from which they are found.
    cursor.execute(
        f"SELECT (SELECT min(number) FROM {_gone(index)} WHERE {within}), (SELECT min(number)"
        f" FROM {DOCUMENTS} WHERE +index_id = %s AND {within}) FROM json_each(%s) ORDER BY key",
        [index, json.dumps(spans)],
    )
    return [min((number for number in numbers if number is not None), default=None) for numbers in cursor.fetchall()]


def finish(cursor, index: int) -> None:
    """Everything has been put into a new index: its many pieces are made one, a step at a time, so that whoever writes
    meanwhile waits for one step only."""
    _set(cursor, index, _TO_ASK)
    steps = -_PAGES_OF_A_STEP
    while True:
        before = _changes(cursor)
        cursor.execute(f"INSERT INTO {_table(index)} ({_table(index)}, rank) VALUES ('merge', %s)", [steps])
        # FTS5's own mark that nothing was left to do: only the command itself was counted.
        if _changes(cursor) - before < 2:
            return
        steps = _PAGES_OF_A_STEP


def _changes(cursor) -> int:
    return cursor.execute("SELECT total_changes()").fetchone()[0]


def remove(cursor, index: int, numbers: Sequence[int]) -> None:
    """Documents with these numbers are found no more."""
    cursor.executemany(f"INSERT INTO {_gone(index)} VALUES (%s)", [(number,) for number in numbers])


def hits(cursor, index: int, asked: Asked, before: int, most: int) -> list[tuple[int, int, str]]:
    """The newest of what is asked for, as many as `most`, of those below `before`: number, article and facets."""
    where, values = _where(index, asked)
    # Each document is looked up by its number: SQLite keeps the order of a CROSS JOIN.
    cursor.execute(
        "SELECT number, article_id, facets"
        f" FROM (SELECT rowid AS hit FROM {_table(index)} WHERE {where} AND rowid < %s ORDER BY rowid DESC LIMIT %s)"
        f" CROSS JOIN {DOCUMENTS} ON index_id = %s AND number = hit ORDER BY hit DESC",
        [*values, before, most, index],
    )
    return cursor.fetchall()


def count(cursor, index: int, asked: Asked, most: int) -> int:
    """How many there are; no more than `most` are counted."""
    where, values = _where(index, asked)
    cursor.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {_table(index)} WHERE {where} LIMIT %s) AS found", [*values, most]
    )
    return cursor.fetchone()[0]


def hits_and_count(cursor, index: int, asked: Asked, before: int, most: int, counted: int) -> tuple[list[tuple], int]:
    """Both, see `hits` and `count`."""
    return hits(cursor, index, asked, before, most), count(cursor, index, asked, counted)


def days(cursor, index: int, asked: Asked) -> list[tuple[int, int]]:
    """The days on which there are any, and how many."""
    where, values = _where(index, asked)
    cursor.execute(
        f"SELECT rowid >> %s AS day, count(*) FROM {_table(index)} WHERE {where} GROUP BY day",
        [asked.numbering.width, *values],
    )
    return cursor.fetchall()


def there(cursor, index: int, numbers: Sequence[int]) -> list[int]:
    """Which of these numbers have a document in it."""
    cursor.execute(
        f"SELECT rowid FROM {_table(index)} WHERE {_table(index)} MATCH %s"
        f" AND rowid IN (SELECT value FROM json_each(%s)) AND rowid NOT IN (SELECT number FROM {_gone(index)})",
        [_facet(ANY), json.dumps(list(numbers))],
    )
    return [number for (number,) in cursor.fetchall()]


def _where(index: int, asked: Asked) -> tuple[str, list]:
    match = _matching(asked, asked.fields)
    if asked.beyond:
        match = f"({match}) NOT ({_matching(asked, asked.beyond)})"
    gone = f"SELECT number FROM {_gone(index)}"
    # Together, for each set that a hit must not be in takes as long as to find it.
    waiting = f"SELECT number FROM {DOCUMENTS} WHERE index_id = %s AND due > %s"
    values = [index, asked.now]
    if asked.hidden:
        waiting, values = f"{waiting} UNION ALL SELECT value FROM json_each(%s)", [*values, json.dumps(asked.hidden)]
    where = f"{_table(index)} MATCH %s AND {_not_in(gone)} AND {_not_in(waiting)}"
    values = [match, *values, *values]
    if not asked.is_of_all_time:
        where, values = f"{where} AND rowid BETWEEN %s AND %s", [*values, asked.first, asked.last]
    if asked.among is not None:
        where, values = f"{where} AND rowid IN (SELECT value FROM json_each(%s))", [*values, json.dumps(asked.among)]
    return where, values


def _not_in(numbers: str) -> str:
    """That a hit is none of the numbers; where there are none, as mostly, this is not asked of each hit."""
    return f"(NOT EXISTS ({numbers}) OR rowid NOT IN ({numbers}))"


def _matching(asked: Asked, fields: Sequence[str]) -> str:
    """In FTS5's language; tokens hold letters and digits only, so that nothing in them means anything there."""
    wanted = [_facet(facet) for facet in asked.facets]
    wanted += [_part(part, fields) for part in asked.tree.parts if not isinstance(part, Not | Dates)]
    # Only where there is nothing else: to compare with all documents takes as long as to find them.
    wanted = wanted or [_facet(ANY)]
    unwanted = [_part(part.part, fields) for part in asked.tree.parts if isinstance(part, Not)]
    return " NOT ".join([f"({' AND '.join(wanted)})", *unwanted])


def _part(part: Any | Term, fields: Sequence[str]) -> str:
    match part:
        case Any(parts):
            return f"({' OR '.join(_part(each, fields) for each in parts)})"
        case Page(number):
            return _facet(of_page(number))
        case Dates():
            return f"({' OR '.join(map(_facet, of_days(*asked_days(part))))})"
        case Words(text, field, is_whole):
            # Where all fields will do, none is named: FTS5 would look at every place of a token for its column.
            named = [field] if field else fields if fields != FIELDS else []
            if named and set(named) <= set(_MARKED_FIELDS):
                found = " OR ".join(_phrase(text, MARKS[name]) for name in named)
            else:
                found = f"{{{' '.join(named)}}} : {_phrase(text)}" if named else _phrase(text)
            wholes = (
                " OR ".join(f'"{whole_word(word, name)}"' for name in named or [""]) for word in tokens.words(text)
            )
            return f"({' AND '.join([f'({found})', *(f'({whole})' for whole in wholes if is_whole)])})"


def _phrase(text: str, mark: str = "") -> str:
    looked_for = tokens.phrase(text)
    return f'"{" ".join(mark + token for token in looked_for.tokens)}"{"*" if looked_for.is_open else ""}'


def _facet(facet: str) -> str:
    return f'"{A_FACET}{facet}"'
