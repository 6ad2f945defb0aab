"""Proves the backup: `python -m tests.restore_drill` loses a site on purpose and compares what is restored.

On a database of its own, on a PostgreSQL of this machine as `tests.postgres` finds it, with media in a temporary
folder; both are gone afterwards.
"""

import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from . import postgres

REPOSITORY = Path(__file__).resolve().parent.parent
# No step may take longer, in seconds.
PATIENCE = 600


class Failed(Exception):
    """A step of the drill did not end as it has to; the message says which and how."""


@dataclass
class Site:
    """A site of its own: an address of a database, which is made and dropped here, and a folder for its files."""

    url: str
    folder: Path
    key: str = field(default_factory=lambda: secrets.token_urlsafe(64), repr=False)

    @property
    def media(self) -> Path:
        return self.folder / "media"

    def run(self, *command: str, ends_with: tuple[int, ...] = (0,)) -> str:
        """Run a script of the project on this site: what it printed; raises Failed with what it complained of."""
        given = {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DEBUG": "false",
            "SECRET_KEY": self.key,
            "SECRET_KEY_FILE": "",
            "ALLOWED_HOSTS": "localhost",
            "DATABASE_URL": self.url,
            "CACHE_URL": "locmem://",
            "MEDIA_ROOT": str(self.media),
            "DJANGO_SUPERUSER_PASSWORD": secrets.token_urlsafe(12),
        }
        try:
            done = subprocess.run(
                [sys.executable, *command],
                cwd=REPOSITORY,
                env={**os.environ, **given},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Failed(f"{' '.join(command)} was not done after {PATIENCE} s.") from None
        if done.returncode not in ends_with:
            raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}".rstrip())
        return done.stdout

    def fill(self, archives: list[dict]) -> None:
        """A database that is up to date, archives as seeds/archives.toml lists them, and a day of the newsroom."""
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.run("manage.py", "createsuperuser", "--noinput", "--username", "drill", "--email", "drill@news.example")
        for archive in archives:
            paper = ("--publication", archive["publication"], "--publication-name", archive["name"])
            # 1: files that cannot be read, of which the seeds have some on purpose.
            self.run(
                "manage.py", "import_archive", str(REPOSITORY / "seeds" / archive["path"]), *paper, ends_with=(0, 1)
            )
        self.run("-m", "tests.drilled_day")

    def back_up(self) -> Path:
        self.run("deploy/backup.py", "make", str(self.folder / "backups"))
        (backup,) = (self.folder / "backups").iterdir()
        return backup

    def lose(self) -> None:
        """What a backup is for: an empty database, and no media."""
        drop(self.url)
        create(self.url)
        shutil.rmtree(self.media)

    def restore(self, backup: Path) -> None:
        """Restore, and have the database checked: the triggers that guard what was decided are in force again."""
        self.run("deploy/backup.py", "restore", str(backup))
        self.run("manage.py", "check", "--database", "default")

    def state(self) -> dict[str, str]:
        """All that a restored site has to have again, each with its digest: tables, originals, and a whole export."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            export = Path(name) / "export"
            export.mkdir()
            # 1: a stored file is missing, which the comparison is to find.
            self.run("manage.py", "export_archive", "--all", "--output", str(export / "all.jsonl"), ends_with=(0, 1))
            return tables(self.url) | files(self.media / "originals", "original") | files(export, "export")


def files(folder: Path, kind: str) -> dict[str, str]:
    """Every file below the folder with the digest of its bytes."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            found[f"{kind} {path.relative_to(folder)}"] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def tables(url: str) -> dict[str, str]:
    """Every table with the number and the digest of its rows, and where its numbering stands."""
    with psycopg.connect(url) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        asked = (
            "SELECT count(*) || ' rows, ' || md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM {} t"
        )
        found = {
            f"table {name}": connection.execute(sql.SQL(asked).format(sql.Identifier(name))).fetchone()[0]
            for (name,) in sorted(names)
        }
        numbering = "SELECT sequencename, coalesce(last_value, 0)::text FROM pg_sequences ORDER BY 1"
        return found | {f"numbering {name}": value for name, value in connection.execute(numbering)}


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """A sentence for each thing that is missing, has changed, or was not there before."""
    return [
        *(f"{name} is missing." for name in before if name not in after),
        *(f"{name} has changed." for name in before if name in after and before[name] != after[name]),
        *(f"{name} was not there before." for name in after if name not in before),
    ]


def summary(state: dict[str, str]) -> str:
    """How many things of each kind a state holds."""
    kinds = [name.split()[0] for name in state]
    rows = sum(int(value.split()[0]) for name, value in state.items() if name.startswith("table "))
    return (
        f"{kinds.count('table')} tables with {rows} rows, {kinds.count('numbering')} numberings, "
        f"{kinds.count('original')} originals, {kinds.count('export')} files of the export"
    )


def administrate(url: str, statement: str) -> None:
    """Make or drop the database of that address, from the one that every server has."""
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def create(url: str) -> None:
    administrate(url, "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0")


def drop(url: str) -> None:
    administrate(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def check_loopback(url: str) -> None:
    """Refuse a server that is not on this machine, before it is asked for anything."""
    host = unquote(urlsplit(url).hostname or "") or os.environ.get("PGHOST", "")
    if host and not host.startswith("/") and host not in ("localhost", "127.0.0.1", "::1"):
        raise Failed(f"The server at {host} is not on this machine: nothing was tried there.")


@contextmanager
def site(server: str) -> Iterator[Site]:
    """An empty site beside the database `server` names, on the same server; gone afterwards, whatever happens."""
    check_loopback(server)
    base, _, name = server.rpartition("/")
    # By its name `tests.postgres` drops it as well.
    url = f"{base}/test_{name.partition('?')[0]}_drill_{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="newsroom-drill-") as folder:
        try:
            create(url)
            yield Site(url, Path(folder))
        finally:
            drop(url)


def drill(server: str, archives: list[dict]) -> list[str]:
    """Fill a site, back it up, lose it, restore it: what is not as it was; raises Failed."""

    def step(what: str) -> None:
        print(f"{time.monotonic() - started:5.0f} s  {what}", flush=True)

    started = time.monotonic()
    with site(server) as ours:
        ours.fill(archives)
        before = ours.state()
        step(f"Filled:    {summary(before)}")
        backup = ours.back_up()
        sizes = ", ".join(f"{path.name} {path.stat().st_size:,} bytes" for path in sorted(backup.iterdir()))
        step(f"Backed up: {sizes}")
        ours.lose()
        if tables(ours.url) or ours.media.exists():
            raise Failed("The site could not be wiped.")
        step("Wiped:     no table and no media are left")
        ours.restore(backup)
        after = ours.state()
        step(f"Restored:  {summary(after)}")
        return differences(before, after)


def main() -> int:
    """The drill on every seed; 0 where all is as it was."""
    for stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, lambda number, _frame: sys.exit(128 + number))
    archives = tomllib.loads((REPOSITORY / "seeds" / "archives.toml").read_text(encoding="utf-8"))["archive"]
    try:
        with postgres.server() as (server, name):
            print(f"On {name}.", flush=True)
            found = drill(server, archives)
    except (Failed, postgres.NotAvailable, psycopg.Error) as why:
        print(f"The drill could not be done: {why}", file=sys.stderr)
        return 2
    if found:
        print("\n".join(found), file=sys.stderr)
        print("NOT restored as it was: see above.", file=sys.stderr)
        return 1
    print("Restored whole: every row, every original, and the export byte for byte.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
