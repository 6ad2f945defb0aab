"""The index on PostgreSQL: a table of token sets with a GIN index, and one of folded texts, for each building of it.

A set of tokens without their positions is smaller by half, and a word of two characters is one token: it is found
exactly. A longer phrase is looked up again in the text. The two are apart so that the numbers of ten thousand hits lie
on few pages. It is asked by a function, into which the planner does not look, and which keeps it to the index of
tokens: left to itself it walks all numbers from the newest on, or the whole table, and takes it for cheap to read the
tokens of each.
"""

from collections.abc import Iterable, Sequence

from . import tokens
from .asking import DOCUMENTS, Asked, asked_days
from .documents import A_FACET, A_REPEAT, ANY, FIELDS, MARKS, Document, of_days, of_page, of_year, whole_word
from .query import Any, Dates, Not, Page, Term, Words


def _table(index: int) -> str:
    return f"articles_search_{index}"


def _numbers(index: int) -> str:
    return f"{_table(index)}_numbers"


def _texts(index: int) -> str:
    return f"{_table(index)}_texts"


def create(cursor, index: int, *, to_fill: bool = False) -> None:
    """An empty index in the place of whatever had its name; one `to_fill` can be asked once it is finished."""
    drop(cursor, index)
    texts = ", ".join(f"{field} text" for field in FIELDS)
    cursor.execute(f"CREATE TABLE {_table(index)} (number bigint PRIMARY KEY, tokens tsvector NOT NULL)")
    # A text stands in its row as long as a page can hold it.
    cursor.execute(
        f"CREATE TABLE {_texts(index)} (number bigint PRIMARY KEY, {texts}) WITH (toast_tuple_target = 8160)"
    )
    # Nothing of it gets smaller by being compressed, which would be tried with each.
    for table, column in ((_table(index), "tokens"), *((_texts(index), field) for field in FIELDS)):
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")
    # All at once, which is quicker than to hand them on row by row.
    cursor.execute(
        f"CREATE FUNCTION {_numbers(index)}(tsquery) RETURNS bigint[] LANGUAGE sql STABLE SET enable_seqscan = off"
        f" AS 'SELECT array_agg(number) FROM {_table(index)} WHERE tokens @@ $1'"
    )
    if not to_fill:
        cursor.execute(f"CREATE INDEX {_sorted_tokens(index)}")


def _sorted_tokens(index: int) -> str:
    return f"{_table(index)}_tokens ON {_table(index)} USING gin (tokens) WITH (fastupdate = off)"


def wait_for_writers(cursor, table: str) -> None:
    """What others have begun to write into a table is there to be seen; until the transaction ends nobody goes on."""
    cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")


def drop(cursor, index: int) -> None:
    """Take an index away, with the function that asks it."""
    cursor.execute(f"DROP FUNCTION IF EXISTS {_numbers(index)}")
    cursor.execute(f"DROP TABLE IF EXISTS {_table(index)}, {_texts(index)}")


def put(cursor, index: int, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Add documents, each by its number, which is not in it, and its `row`."""
    rows = list(rows)
    # Quicker than statements, each of which would be read and planned.
    with cursor.copy(f"COPY {_table(index)} (number, tokens) FROM STDIN") as copy:
        for number, (found, *_rest) in rows:
            copy.write_row((number, found))
    with cursor.copy(f"COPY {_texts(index)} (number, {', '.join(FIELDS)}) FROM STDIN") as copy:
        for number, (_found, *rest) in rows:
            copy.write_row((number, *rest))


def row(document: Document) -> list[str]:
    """What the tables have of a document, which any process can make of it."""
    return [" ".join(_tokens(document)), *(tokens.printed(document.text[field]) for field in FIELDS)]


def _tokens(document: Document) -> set[str]:
    found = {A_FACET + facet for facet in document.facets} | document.whole_words
    for field in FIELDS:
        own = set(tokens.tokens(document.text[field])) - {tokens.BARRIER}
        found |= own
        if mark := MARKS.get(field):
            found |= {mark + token for token in own}
    return found


def lowest(cursor, index: int, spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """Of each span, from its first to its last number, the lowest that a document has: what is gone is out of it."""
    cursor.execute(
        f"SELECT (SELECT min(number) FROM {_table(index)} WHERE number BETWEEN first AND last)"
        " FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS span (first, last, place) ORDER BY place",
        [[first for first, _last in spans], [last for _first, last in spans]],
    )
    return [number for (number,) in cursor.fetchall()]


def finish(cursor, index: int) -> None:
    """Everything has been put into an index to fill: its tokens are sorted at once, in a tenth of the time that each
    would take by itself, while others write; and the planner is told what is in it. Not within a transaction."""
    # What was left by one that was interrupted.
    cursor.execute(f"DROP INDEX IF EXISTS {_table(index)}_tokens")
    cursor.execute("SET maintenance_work_mem = '256MB'")
    cursor.execute(f"CREATE INDEX CONCURRENTLY {_sorted_tokens(index)}")
    cursor.execute("RESET maintenance_work_mem")
    cursor.execute(f"ANALYZE {_table(index)}, {_texts(index)}")


def remove(cursor, index: int, numbers: Sequence[int]) -> None:
    """Documents with these numbers are found no more."""
    for table in (_table(index), _texts(index)):
        cursor.execute(f"DELETE FROM {table} WHERE number = ANY(%s)", [list(numbers)])


# A third of the years there are, in the language of tsquery; NULL where they are few.
_NEWEST_YEARS = """
    SELECT string_agg(quote_literal(%s || year), ' | ') AS newest
    FROM (SELECT min(number) AS first, max(number) AS last FROM {table}) AS numbers,
        extract(year FROM date '0001-01-01' + ((first >> %s)::int - 1)) AS oldest,
        extract(year FROM date '0001-01-01' + ((last >> %s)::int - 1)) AS latest,
        generate_series(latest - div(latest - oldest + 1, 3) + 1, latest) AS year
"""


# Of what is found, for two to read.
_ARRAY = "SELECT coalesce(array_agg(number), '{{}}') AS numbers FROM ({}) AS found"
_NONE = "SELECT NULL::bigint AS number WHERE false"


def hits(cursor, index: int, asked: Asked, before: int, most: int) -> list[tuple[int, int, str]]:
    """The newest of what is asked for, as many as `most`, of those below `before`: number, article and facets."""
    return hits_and_count(cursor, index, asked, before, most, 0)[0]


def count(cursor, index: int, asked: Asked, most: int) -> int:
    """How many there are; no more than `most` are counted."""
    return hits_and_count(cursor, index, asked, 0, 0, most)[1]


def hits_and_count(cursor, index: int, asked: Asked, before: int, most: int, counted: int) -> tuple[list[tuple], int]:
    """Both at once, for to find them takes longest: see `hits` and `count`.

    The newest years are looked at first, and the others only where those have too few.
    """
    if asked.is_of_all_time and A_REPEAT not in asked.facets:
        newer, of_newer = _found(index, asked, "(SELECT '(' || %s || ') & (' || newest || ')' FROM years)")
        older, of_older = _found(
            index, asked, "(SELECT coalesce('(' || %s || ') & !(' || newest || ')', %s) FROM years)"
        )
        years = [A_FACET + of_year(""), asked.numbering.width, asked.numbering.width]
        of_both = [*years, *of_newer, *of_older, counted, before, most]
        older += (
            " AND ((SELECT cardinality(numbers) FROM newer) < %s OR (SELECT count(*)"
            " FROM (SELECT unnest(numbers) AS number FROM newer) AS each WHERE number < %s) < %s)"
        )
        both = (
            f"years AS MATERIALIZED ({_NEWEST_YEARS.format(table=_table(index))}),"
            f" newer AS MATERIALIZED ({_ARRAY.format(newer)}), older AS MATERIALIZED ({_ARRAY.format(older)})"
        )
    else:
        found, of_both = _found(index, asked)
        both = f"newer AS MATERIALIZED ({_ARRAY.format(found)}), older AS ({_ARRAY.format(_NONE)})"
    # OFFSET keeps the planner from reading the whole table: each document is looked up by its number.
    cursor.execute(
        f"WITH {both}, newest AS MATERIALIZED (SELECT number FROM (SELECT unnest(numbers) AS number FROM newer"
        " UNION ALL SELECT unnest(numbers) FROM older) AS each WHERE number < %s ORDER BY number DESC LIMIT %s)"
        " SELECT count, number, article_id, facets FROM (SELECT least(%s, cardinality(newer.numbers)"
        " + cardinality(older.numbers)) AS count FROM newer, older) AS counted LEFT JOIN (newest CROSS JOIN LATERAL"
        f" (SELECT article_id, facets FROM {DOCUMENTS} WHERE index_id = %s AND number = newest.number OFFSET 0)"
        " AS document) ON true ORDER BY number DESC",
        [*of_both, before, most, counted, index],
    )
    rows = cursor.fetchall()
    return [row for _count, *row in rows if row[0] is not None], rows[0][0]


def days(cursor, index: int, asked: Asked) -> list[tuple[int, int]]:
    """The days on which there are any, and how many."""
    found, values = _found(index, asked)
    cursor.execute(
        f"SELECT number >> %s AS day, count(*) FROM ({found}) AS hit GROUP BY day", [asked.numbering.width, *values]
    )
    return cursor.fetchall()


def there(cursor, index: int, numbers: Sequence[int]) -> list[int]:
    """Which of these numbers have a document in it."""
    cursor.execute(f"SELECT number FROM {_table(index)} WHERE number = ANY(%s)", [list(numbers)])
    return [number for (number,) in cursor.fetchall()]


def _found(index: int, asked: Asked, argument: str = "%s") -> tuple[str, list]:
    """The numbers; `argument` has what is looked for in its place, or places, and may narrow it down."""
    wanted, lookups, values = _condition(asked, asked.fields)
    if asked.beyond:
        narrower, its_lookups, its_values = _condition(asked, asked.beyond)
        if its_lookups:
            lookups.append(f"NOT ({' AND '.join(['tokens @@ %s::tsquery', *its_lookups])})")
            values += [narrower, *its_values]
        else:
            wanted = f"{wanted} & !({narrower})"
    found = f"(SELECT unnest({_numbers(index)}({argument}::tsquery)) AS number) AS hit"
    if lookups:
        # OFFSET as above; the tokens are read only where somebody asks for them.
        printed = (
            f"SELECT {', '.join(FIELDS)}, (SELECT tokens FROM {_table(index)} WHERE number = hit.number) AS tokens"
            f" FROM {_texts(index)} WHERE number = hit.number OFFSET 0"
        )
        found += f" CROSS JOIN LATERAL ({printed}) AS printed"
    where = [
        *lookups,
        "number BETWEEN %s AND %s",
        "number <> ALL(%s::bigint[])",
        f"number <> ALL(ARRAY(SELECT number FROM {DOCUMENTS} WHERE index_id = %s AND due > %s))",
    ]
    values = [*[wanted] * argument.count("%s"), *values, asked.first, asked.last, asked.hidden, index, asked.now]
    if asked.among is not None:
        where, values = [*where, "number = ANY(%s::bigint[])"], [*values, asked.among]
    return f"SELECT number FROM {found} WHERE {' AND '.join(where)}", values


def _condition(asked: Asked, fields: Sequence[str]) -> tuple[str, list[str], list]:
    """What the index is to find; and the conditions of whatever has to be looked up again in the texts, with values."""
    parts = asked.tree.parts
    wanted = [_facet(facet) for facet in asked.facets]
    wanted += [_query(part, fields) for part in parts if not isinstance(part, Not)]
    # Only where there is nothing else: to compare with all documents takes as long as to find them.
    wanted = wanted or [_facet(ANY)]
    wanted += [f"!{_query(part.part, fields)}" for part in parts if isinstance(part, Not) and _is_exact(part.part)]
    lookups, values = [], []
    for part in parts:
        sought = part.part if isinstance(part, Not) else part
        if not _is_exact(sought):
            lookup, looked_for = _lookup(sought, fields)
            lookups.append(f"NOT ({lookup})" if isinstance(part, Not) else lookup)
            values += looked_for
    return " & ".join(wanted), lookups, values


def _is_exact(part: Any | Term) -> bool:
    """Whether tokens say all of it."""
    if isinstance(part, Any):
        return all(map(_is_exact, part.parts))
    return not isinstance(part, Words) or len(tokens.phrase(part.text).tokens) == 1


def _query(part: Any | Term, fields: Sequence[str]) -> str:
    """In the language of tsquery; tokens hold letters and digits only, so that nothing in them means anything there."""
    match part:
        case Any(parts):
            return f"({' | '.join(_query(each, fields) for each in parts)})"
        case Page(number):
            return _facet(of_page(number))
        case Dates():
            return f"({' | '.join(map(_facet, of_days(*asked_days(part))))})"
        case Words(text, field, is_whole):
            named = [field] if field else fields if fields != FIELDS else [""]
            found = " | ".join(_phrase(tokens.phrase(text), MARKS.get(name, "")) for name in named)
            wholes = (" | ".join(_quoted(whole_word(word, name)) for name in named) for word in tokens.words(text))
            return f"({' & '.join([f'({found})', *(f'({whole})' for whole in wholes if is_whole)])})"


def _phrase(phrase: tokens.Phrase, mark: str) -> str:
    *closed, last = (_quoted(mark + token) for token in phrase.tokens)
    return f"({' & '.join([*closed, last + (':*' if phrase.is_open else '')])})"


def _lookup(part: Any | Term, fields: Sequence[str]) -> tuple[str, list]:
    """The condition that a part really is as it says, its tokens and where they stand."""
    if isinstance(part, Any):
        each = [_lookup(choice, fields) for choice in part.parts]
        return f"({' OR '.join(sql for sql, _values in each)})", [value for _sql, values in each for value in values]
    if _is_exact(part):
        return "tokens @@ %s::tsquery", [_query(part, fields)]
    columns = [part.field] if part.field else fields
    printed, values = " OR ".join(f"{column} LIKE %s" for column in columns), [f"%{tokens.printed([part.text])}%"]
    # Whether words are whole, only the tokens say; they are read last, for a set is larger than a text.
    if part.is_whole:
        return f"(({printed}) AND tokens @@ %s::tsquery)", [*values * len(columns), _query(part, fields)]
    return f"({printed})", values * len(columns)


def _facet(facet: str) -> str:
    return _quoted(A_FACET + facet)


def _quoted(token: str) -> str:
    return f"'{token}'"
