"""Finds a PostgreSQL for the tests: the one that is named, one that answers here, or a temporary cluster."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

OLDEST = 14  # that Django 5.2 supports
PROGRAMS = ("initdb", "postgres")
PACKAGES = "/usr/lib/postgresql/*/bin"
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
# No address but the socket; and nothing of it is to be kept.
SERVER = ("-h", "", "-p", "5432", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
# How libpq's own defaults (PGHOST, PGUSER, …) are completed, in turn, to find a server on this machine.
LOCAL = ({}, {"host": "127.0.0.1", "user": "postgres"}, {"host": "/var/run/postgresql", "user": "postgres"})


class NotAvailable(Exception):
    """There is no PostgreSQL to test on; the message says why."""


@contextmanager
def server(*, temporary: bool = False) -> Iterator[tuple[str, str]]:
    """The address of a database whose tests' copy can be created, and what server that is; raises NotAvailable."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named and not temporary:
        yield named, "PostgreSQL on the server that TEST_DATABASE_URL names"
        return
    local = None if temporary else answering()
    if local:
        name = f"newsroom_{os.getpid()}"
        try:
            yield address(local, name), f"{version(local)} on the server that answers at {local.info.host}"
        finally:
            # What the run was stopped from dropping itself; each of pytest's workers has its own copy.
            for (database,) in local.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"test_{name}"]
            ).fetchall():
                local.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
            local.close()
        return
    with cluster() as (url, what):
        yield url, f"{what} on a temporary cluster"


def answering() -> psycopg.Connection | None:
    """A connection to a server of this machine on which databases can be created; None where there is none."""
    for parameters in LOCAL:
        try:
            connection = psycopg.connect(dbname="postgres", connect_timeout=3, autocommit=True, **parameters)
        except psycopg.Error:
            continue
        (able,) = connection.execute(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if able and connection.info.server_version >= OLDEST * 10000:
            return connection
        connection.close()
    return None


def version(connection: psycopg.Connection) -> str:
    return f"PostgreSQL {connection.info.server_version // 10000}"


def address(connection: psycopg.Connection, name: str) -> str:
    """The address of the database `name` on the server of that connection."""
    info = connection.info
    password = f":{quote(info.password, safe='')}" if info.password else ""
    return f"postgresql://{quote(info.user, safe='')}{password}@{quote(info.host, safe='')}:{info.port}/{name}"


def installed() -> Path:
    """The folder of an installed server's programs; raises NotAvailable."""
    candidates = [os.path.dirname(os.path.realpath(path)) for path in [shutil.which("initdb")] if path]
    if shutil.which("pg_config"):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(told.stdout.strip())
    candidates += sorted(
        glob.glob(PACKAGES), key=lambda folder: [int(part) for part in folder.split("/") if part.isdigit()]
    )[::-1]
    for folder in map(Path, filter(None, candidates)):
        if all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
            return folder
    raise NotAvailable(
        "no server answers here, and no initdb is installed. On Debian and Ubuntu: apt-get install postgresql; "
        "or name a server with TEST_DATABASE_URL=postgresql://user:password@host:port/name"
    )


def unprivileged() -> pwd.struct_passwd | None:
    """Who runs the cluster instead of root, whom PostgreSQL refuses; None for anybody else."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NotAvailable("PostgreSQL does not run as root, and there is no user postgres or nobody to run it")


@contextmanager
def cluster() -> Iterator[tuple[str, str]]:
    """A server of its own in a temporary folder, reached by a socket only; gone afterwards, whatever happens."""
    programs = installed()
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    process = None
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    # A session of its own: Ctrl-C in the terminal is for the tests, which still need their database to drop it.
    run = {
        "cwd": folder,
        "stdin": subprocess.DEVNULL,
        "stderr": subprocess.STDOUT,
        "start_new_session": True,
        "env": {name: value for name, value in os.environ.items() if not name.startswith("PG")},
        **({"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}),
    }
    try:
        made = subprocess.run(
            [programs / "initdb", "-D", folder / "data", *INITDB],
            check=False,
            text=True,
            **{**run, "stdout": subprocess.PIPE},
        )
        if made.returncode:
            raise NotAvailable(f"initdb failed: {made.stdout.strip()}")
        with open(folder / "log", "wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *SERVER],
                **{**run, "stdout": log},
            )
        what = wait_for(process, folder)
        yield f"postgresql://postgres@{quote(str(folder), safe='')}:5432/newsroom", what
    finally:
        if process:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(process: subprocess.Popen, folder: Path, seconds: float = 60) -> str:
    """Wait until the server answers; its version."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with psycopg.connect(host=str(folder), port=5432, user="postgres", dbname="postgres") as connection:
                return version(connection)
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise NotAvailable(f"the temporary server did not start: {(folder / 'log').read_text(errors='replace').strip()}")
