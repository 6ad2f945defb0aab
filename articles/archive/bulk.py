"""Many rows stored by the database's own means: COPY on PostgreSQL, one prepared statement on SQLite.

An archive of sixty years is millions of rows, and what takes longest of storing them by `bulk_create` is to make model
instances and to write SQL that names each value. Here columns are named once and values follow, in plain tuples.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import attrgetter

from django.db import connection, models

# Values of these reach the database as they are; every other kind of field adapts its own.
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Store rows whose values stand in the order of `columns`, names of attributes such as `article_id`.

    A column that is not named gets its default. No signal is sent, a field's `pre_save` is not asked, and the database
    draws a key where `columns` has none. Raises DatabaseError as any statement does.
    """
    writable = {field.attname: field for field in model._meta.concrete_fields if not field.generated}
    fields = [writable[name] for name in columns]
    defaults = [field for name, field in writable.items() if name not in columns and not field.primary_key]
    rest = tuple(_adapter(field)(field.get_default()) for field in defaults)
    adapters = [(place, _adapter(field)) for place, field in enumerate(fields) if not isinstance(field, _AS_THEY_ARE)]
    named = ", ".join(connection.ops.quote_name(field.column) for field in (*fields, *defaults))
    target = f"{connection.ops.quote_name(model._meta.db_table)} ({named})"
    ready = (_adapted(row, adapters) + rest for row in rows)
    if connection.vendor == "postgresql":
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {target} FROM STDIN") as copy,
        ):
            for row in ready:
                copy.write_row(row)
        return
    places = ", ".join(["%s"] * (len(fields) + len(defaults)))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {target} VALUES ({places})", ready)


def insert_instances(instances: list[models.Model], *, keyless: bool = False) -> None:
    """Store new instances of one model, which get their keys; those that nobody asks again may stay `keyless`."""
    if not instances:
        return
    model = type(instances[0])
    columns = [field.attname for field in model._meta.concrete_fields if not field.generated]
    if keyless:
        columns.remove(model._meta.pk.attname)
    else:
        for instance, key in zip(instances, keys(model, len(instances)), strict=True):
            instance.pk = key
            instance._state.adding, instance._state.db = False, connection.alias
    insert(model, columns, map(attrgetter(*columns), instances))


def keys(model: type[models.Model], count: int) -> list[int]:
    """So many primary keys that nobody else will be given, within a transaction that is going to use them."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone()
    return list(range(last - count + 1, last + 1))


def _adapter(field: models.Field) -> Callable:
    """What a field does to a value on its way to the database; the rows of one run share their few moments."""
    adapt = partial(field.get_db_prep_save, connection=connection)
    return lru_cache(maxsize=256)(adapt) if isinstance(field, models.DateField) else adapt


def _adapted(row: tuple, adapters) -> tuple:
    if not adapters:
        return tuple(row)
    values = list(row)
    for place, adapt in adapters:
        if values[place] is not None:
            values[place] = adapt(values[place])
    return tuple(values)
