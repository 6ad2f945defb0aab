"""The paper's own word list (禁用词、易错词), looked for in a text: every term in one pass. Pure but for its library.

Aho–Corasick: A. Aho, M. Corasick, Efficient string matching (1975); the automaton is pyahocorasick's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick


@dataclass(frozen=True)
class Term:
    """A term that is forbidden or commonly wrong (`kind`), and what to write instead; "" where nothing is."""

    term: str
    kind: str
    suggestion: str = ""


class WordList:
    """Terms, ready to be looked for; of two with the same wording the later one counts."""

    def __init__(self, terms: Iterable[Term]):
        self._automaton = ahocorasick.Automaton()
        for term in terms:
            self._automaton.add_word(term.term, term)
        self._automaton.make_automaton()

    def __len__(self) -> int:
        return len(self._automaton)

    def found_in(self, text: str) -> Iterator[tuple[int, Term]]:
        """Every occurrence of a term as (offset, term), by where it ends; terms within others too.

        A line break in the text, as in a headline or a verse, parts no term; offsets count it as one character.
        """
        if not len(self):
            return
        unbroken = text.replace("\n", "")
        places = [at for at, character in enumerate(text) if character != "\n"] if len(unbroken) < len(text) else None
        for last, term in self._automaton.iter(unbroken):
            first = last - len(term.term) + 1
            yield (places[first] if places else first), term
