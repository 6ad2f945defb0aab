"""Backs up the site, its PostgreSQL database and its media, and restores it where there is nothing yet.

    .venv/bin/python deploy/backup.py make FOLDER [--keep NUMBER]
    .venv/bin/python deploy/backup.py restore FOLDER/newsroom-DATE

Which database and which media it is, is read from the site's settings. Renditions are left out: they are made again of
the originals when a reader first asks for them.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

DUMP, MEDIA, SUMS = "database.dump", "media.tar", "SHA256SUMS"
PARTS = (DUMP, MEDIA)
PATTERN = "newsroom-[0-9]*Z"
UNFINISHED = ".unfinished"


class Refused(Exception):
    """Nothing was backed up or restored; the message says why."""


def make(folder: Path, keep: int | None = None) -> Path:
    """Back the site up into a new folder below `folder`, named by the time in UTC; where it lies.

    It gets its name when it is whole. Then the oldest backups go, but for `keep` of them; without it all stay. Raises
    Refused.

    The newsroom works on meanwhile. A withdrawal gives an original another name: the new file is there before the
    database names it, the old one goes after the database has ceased to. So the media are archived before the dump,
    which may name what is gone a moment later, and again after it, since it may name what has just come. The first way
    through all media is the long one, and the second shortens the time that counts: only a file that comes and goes
    again while the database is dumped can be missing.
    """
    from django.conf import settings

    if folder.resolve().is_relative_to(settings.MEDIA_ROOT.resolve()):
        raise Refused(f"{folder} lies in the media folder, and would be backed up itself.")
    name = f"newsroom-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    backup, unfinished = folder / name, folder / f"{name}{UNFINISHED}"
    if backup.exists():
        raise Refused(f"{backup} is there already.")
    unfinished.mkdir(parents=True)
    try:
        archive("--create", unfinished / MEDIA)
        archive("--update", unfinished / MEDIA)
        leave_out_what_is_gone(unfinished / MEDIA)
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished / DUMP}")
        archive("--update", unfinished / MEDIA)
        sums = "".join(f"{digest(unfinished / part)}  {part}\n" for part in PARTS)
        (unfinished / SUMS).write_text(sums)
        unfinished.rename(backup)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if keep:
        for old in sorted(folder.glob(PATTERN))[:-keep]:
            shutil.rmtree(old)
    return backup


def restore(backup: Path) -> None:
    """Fill an empty database and an empty media folder from that backup; raises Refused, also where one is not empty.

    What it would replace is for the operator to put aside: nothing is ever deleted here.
    """
    from django.conf import settings

    check(backup)
    if tables():
        raise Refused("The database is not empty. Put it aside, and make an empty one with createdb.")
    if any(settings.MEDIA_ROOT.iterdir()):
        raise Refused(f"{settings.MEDIA_ROOT} is not empty. Move what lies there elsewhere.")
    run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(backup / DUMP))
    tar("--extract", "--preserve-permissions", f"--file={(backup / MEDIA).resolve()}")


def check(backup: Path) -> None:
    """Refuse a backup that lacks a part, or a part of which is not as it was written."""
    try:
        lines = (backup / SUMS).read_text().splitlines()
        found = [f"{digest(backup / part)}  {part}" for part in PARTS]
    except OSError as error:
        raise Refused(f"{backup} is no whole backup: {error.filename}: {error.strerror}.") from error
    if found != lines:
        raise Refused(f"{backup} is damaged: its files are not those that {SUMS} names.")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tables() -> list[str]:
    """The tables that the database has, of whatever kind."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor, include_views=True)
    connection.close()
    return found


def run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the site's database. A password goes by the environment, which no list shows."""
    from django.db import connection

    if connection.vendor != "postgresql":
        raise Refused(f"The site is on {connection.display_name}; this backs up PostgreSQL.")
    (_psql, *login, name), environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    call([program, "--no-password", *login, f"--dbname={name}", *arguments], environment or {})


def archive(how: str, media: Path) -> None:
    """Archive the originals: `--create` all of them, or `--update` with those that have come or changed since.

    The format knows fractions of a second: a file of which only half was there is taken again. 1: something came or
    went meanwhile.
    """
    made_again = [f"--exclude=./{folder}" for folder in ("renditions", "bound", "delivered", "locks")]
    tar(how, f"--file={media}", "--format=posix", *made_again, ".", fine=(0, 1))


def leave_out_what_is_gone(media: Path) -> None:
    """Take out of the archive what is in the media folder no longer, before the dump, which then does not name it.

    Restored under its old name, a picture that was withdrawn would be shown to readers again.
    """
    from django.conf import settings

    with tarfile.open(media) as archived:
        names = {member.name for member in archived if member.isfile()}
    gone = sorted(name for name in names if not (settings.MEDIA_ROOT / name).exists())
    if gone:
        tar("--delete", f"--file={media}", *gone)


def tar(*arguments: str, fine: tuple[int, ...] = (0,)) -> None:
    """Run tar in the media folder."""
    from django.conf import settings

    call(["tar", f"--directory={settings.MEDIA_ROOT}", *arguments], fine=fine)


def call(command: list[str], environment: dict | None = None, fine: tuple[int, ...] = (0,)) -> None:
    """Run a program; raises Refused where it is not installed, or ends with another code than these."""
    try:
        done = subprocess.run(command, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        raise Refused(f"{command[0]} is not installed.") from None
    if done.returncode not in fine:
        raise Refused(f"{command[0]} failed with {done.returncode}.")


def number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1.")
    return int(text)


def main(arguments: list[str]) -> int:
    """Back up or restore as the arguments say; 0, or 1 with a sentence."""
    import django
    from django.db import Error as DatabaseError

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="back up into a new folder")
    making.add_argument("folder", type=Path, help="the folder of all backups")
    making.add_argument("--keep", type=number, metavar="NUMBER", help="delete the oldest, but for so many")
    restoring = commands.add_parser("restore", help="restore into an empty database and an empty media folder")
    restoring.add_argument("backup", type=Path, help="one backup")
    given = parser.parse_args(arguments)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    # After the settings, which make a media folder where there is none: nobody else reads a backup.
    os.umask(0o077)
    try:
        if given.command == "make":
            print(f"Backed up to {make(given.folder.resolve(), given.keep)}.")
        else:
            restore(given.backup.resolve())
            print(f"Restored from {given.backup}.")
    except (Refused, DatabaseError, OSError) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
