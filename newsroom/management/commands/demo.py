"""Prepare a site that can be shown, from nothing, and serve it."""

import io
import json
import os
import secrets
import tempfile
import time
import tomllib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from newsroom.prerequisites import lacks_port

EDITED_APPS = ("editions", "articles")
FIGURES = "{editions} editions, {pages} pages: {created} articles new, {updated} updated, {unchanged} unchanged"


class Command(BaseCommand):
    """Each step prints one line; a second run finds most of them done and keeps what was edited."""

    help = "Prepare a site from seeds/, with staff accounts, and serve it on this machine. Needs DEBUG on."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="default: %(default)s")
        parser.add_argument("--seeds", type=Path, default=settings.BASE_DIR / "seeds", help="what to import")
        parser.add_argument("--no-serve", action="store_true", help="prepare everything, serve nothing")

    def handle(self, *, port, seeds, no_serve, **options):
        if not settings.DEBUG:
            raise CommandError(
                "The demo makes staff accounts whose passwords it prints: it runs only while DEBUG is on."
            )
        lack = "" if no_serve else lacks_port(port)
        if lack:
            raise CommandError(lack)
        self.check_machine()
        self.migrate()
        for archive in self.archives(seeds):
            self.load(seeds, archive)
        self.make_accounts()
        if not no_serve:
            self.serve(port)

    def step(self, name: str, what: str) -> None:
        self.stdout.write(f"{name + ':':<10} {what}")
        self.stdout.flush()

    def check_machine(self) -> None:
        """Stop with the sentences of whatever Django's checks find wrong."""
        errors = [str(message.msg) for message in run_checks(databases=["default"]) if message.is_serious()]
        if errors:
            raise CommandError("\n".join(errors))

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if waiting:
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        name = connection.settings_dict["NAME"].removeprefix(f"{settings.BASE_DIR}/")
        done = f"{waiting} migrations applied" if waiting else "up to date"
        self.step("Database", f"{connection.display_name}, {name}: {done}.")

    def archives(self, seeds: Path) -> list[dict]:
        """The archives that archives.toml lists: where each lies, and which paper it is where it does not say so."""
        listed = seeds / "archives.toml"
        try:
            return tomllib.loads(listed.read_text(encoding="utf-8")).get("archive", [])
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise CommandError(f"The list of archives, {listed}, cannot be read: {error}") from error

    def load(self, seeds: Path, archive: dict) -> None:
        """Import one archive with the import command, as an archivist would."""
        started = time.monotonic()
        output = io.StringIO()
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            try:
                call_command(
                    "import_archive",
                    str(seeds / archive["path"]),
                    publication=archive.get("publication"),
                    publication_name=archive.get("name"),
                    report=str(report),
                    stdout=output,
                )
            except SystemExit as ended:
                # Anything but a file that could not be read has ended the import before its time.
                if ended.code != 1:
                    raise
                self.stderr.write(output.getvalue())
                self.stderr.write(f"Some files of {archive['path']} could not be read; the rest is loaded.")
            except CommandError as error:
                raise CommandError(f"{seeds / archive['path']} could not be imported: {error}") from error
            figures = json.loads(report.read_text(encoding="utf-8"))["summary"]
        done = FIGURES.format(**figures) if figures["created"] or figures["updated"] else "nothing has changed"
        self.step("Archive", f"{archive['path']}: {done} ({time.monotonic() - started:.1f} s).")

    def make_accounts(self) -> None:
        """An administrator, and an editor who may do everything with papers and articles and nothing else."""
        users = get_user_model().objects
        accounts = {"admin": {"is_superuser": True}, "editor": {}}
        there = set(users.filter(username__in=accounts).values_list("username", flat=True))
        made = []
        for name, fields in accounts.items():
            if name in there:
                continue
            password = secrets.token_urlsafe(9)
            user = users.create_user(name, password=password, is_staff=True, **fields)
            if not user.is_superuser:
                user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=EDITED_APPS))
            made.append(f"{name} with the password {password}")
        if made:
            self.step("Staff", f"{', '.join(made)} (printed this once).")
        if there:
            names = " and ".join(sorted(there))
            self.step("Staff", f"{names}: there already; new password: .venv/bin/python manage.py changepassword NAME")

    def serve(self, port: str) -> None:
        address = f"http://127.0.0.1:{port}/"
        self.step("Serving", f"{address} for readers, {address}admin/ for the staff; Ctrl-C stops it.")
        os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True, stdout=io.StringIO())
