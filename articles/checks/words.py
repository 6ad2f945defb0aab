"""The word lists of the papers: how terms are added, kept ready in each process, and found in an article."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Check, WordListTerm
from editions.models import Publication

from .findings import Finding
from .places import printed
from .word_list import Term, WordList

# By paper: the state of its terms when they were read, and the list made of them.
_ready: dict[int, tuple[tuple, WordList]] = {}


def word_list_of(publication: Publication) -> WordList:
    """A paper's terms with those of all papers, of which its own go before; made anew when any has changed.

    One query, and a second one when something has changed. A change that passes by `changed_at`, such as an update
    written by hand in SQL, is noticed with the next other one.
    """
    terms = WordListTerm.objects.filter(Q(publication=publication) | Q(publication__isnull=True))
    state = tuple(terms.aggregate(Count("pk"), Max("pk"), Max("changed_at")).values())
    known = _ready.get(publication.pk)
    if known and known[0] == state:
        return known[1]
    # Of two entries with one wording the later counts: the paper's own.
    rows = terms.order_by(F("publication").asc(nulls_first=True), "pk").values_list("term", "kind", "suggestion")
    made = WordList(Term(*row) for row in rows)
    _ready[publication.pk] = state, made
    return made


@transaction.atomic
def store(terms: Iterable[Term], publication: Publication | None) -> tuple[int, int]:
    """Put terms on a paper's list, or on that of all papers; how many are new and how many were changed.

    What the list has besides stays. The terms are of different wordings.
    """
    listed = {
        term.term: term for term in WordListTerm.objects.select_for_update(of=("self",)).filter(publication=publication)
    }
    new, changed, now = [], [], timezone.now()
    for term in terms:
        known = listed.get(term.term)
        if known is None:
            new.append(
                WordListTerm(publication=publication, term=term.term, kind=term.kind, suggestion=term.suggestion)
            )
        elif (known.kind, known.suggestion) != (term.kind, term.suggestion):
            known.kind, known.suggestion, known.changed_at = term.kind, term.suggestion, now
            changed.append(known)
    WordListTerm.objects.bulk_create(new, batch_size=1000)
    WordListTerm.objects.bulk_update(changed, ["kind", "suggestion", "changed_at"], batch_size=200)
    return len(new), len(changed)


def check(article: Article, words: WordList) -> Iterator[Finding]:
    """Every occurrence of a listed term in what is printed; markup parts no term, a paragraph's end does."""
    for place, text in printed(article):
        for offset, term in words.found_in(text):
            yield Finding(*_said(term, article, replace(place, offset=offset)))


def _said(term: Term, article: Article, place) -> tuple:
    if term.kind == WordListTerm.Kind.FORBIDDEN:
        check, bare, advised = Check.FORBIDDEN, _("“%(term)s” is forbidden."), _("“%(term)s” is forbidden: %(advice)s")
    else:
        check, bare = Check.WRONG, _("“%(term)s” is commonly wrong.")
        advised = _("“%(term)s” is commonly wrong: %(advice)s")
    said = {"term": term.term, "advice": term.suggestion}
    return check, article, place, (advised if term.suggestion else bare) % said
