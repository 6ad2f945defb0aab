"""Compare the search's index with the articles."""

import sys

from django.core.management.base import BaseCommand, no_translations

from articles.search import rebuilding


class Command(BaseCommand):
    """Exit codes: 0 the index is as it should be, 1 it is not."""

    help = "Compare the search's index with the articles, and name each whose document is missing, stale or too much."

    @no_translations
    def handle(self, **options):
        count = 0
        for key, what in rebuilding.differences():
            self.stdout.write(f"article {key}: {what}.")
            count += 1
        self.stderr.write(f"{count} articles are not indexed as they should be." if count else "The index is complete.")
        if count:
            sys.exit(1)
