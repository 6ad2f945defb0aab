"""Build the search's index anew, while readers are answered from the old one."""

import time

from django.core.management.base import BaseCommand, no_translations

from articles.search import index, rebuilding


class Command(BaseCommand):
    """Exit code 0 once the index is in place; whatever interrupts it, the next call goes on from there."""

    help = "Build the search's index anew beside the current one and put it in its place."

    def add_arguments(self, parser):
        parser.add_argument("--processes", type=int, help="that take texts apart (default: as many as processors)")
        parser.add_argument(
            "--changes", action="store_true", help="only read what has changed since it was read, into the current one"
        )

    @no_translations
    def handle(self, *, processes, changes, **options):
        started = time.perf_counter()
        if changes:
            done = index.catch_up()
            self.stdout.write(f"{done} changes read in {time.perf_counter() - started:.1f} s.")
            return
        done = 0
        for done in rebuilding.rebuild(processes):
            if not done % 10_000:
                self.stdout.write(f"{done} articles read, {done / (time.perf_counter() - started):,.0f} a second.")
        seconds = time.perf_counter() - started
        self.stdout.write(f"{done} articles read in {seconds:.1f} s; the new index is in place.")
