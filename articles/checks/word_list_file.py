"""A word list as a file of CSV: read line by line, so that a bad line costs no other one."""

import csv
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from articles.models import WordListTerm
from articles.unseen import without_unseen

from .word_list import Term

_KINDS = {
    "forbidden": WordListTerm.Kind.FORBIDDEN,
    "禁用": WordListTerm.Kind.FORBIDDEN,
    "禁用词": WordListTerm.Kind.FORBIDDEN,
    "wrong": WordListTerm.Kind.WRONG,
    "commonly wrong": WordListTerm.Kind.WRONG,
    "易错": WordListTerm.Kind.WRONG,
    "易错词": WordListTerm.Kind.WRONG,
}
_HEADS = {"term", "词", "词语", "词条"}
_LONGEST = {name: WordListTerm._meta.get_field(name).max_length for name in ("term", "suggestion")}


@dataclass(frozen=True)
class BadLine:
    """A line that holds no term: its number in the file, counted from 1, its text, and why."""

    number: int
    text: str
    why: str


@dataclass
class WordListFile:
    """What a file holds: its terms in order, and the lines that hold none."""

    terms: list[Term] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)


class _Refused(Exception):
    """Why a line holds no term."""


def read(content: bytes) -> WordListFile:
    """The terms of a file of lines `term,kind,suggestion`; the suggestion may be left out, a heading may come first.

    UTF-8, with a byte-order mark or without, else GB18030. Raises ValueError for what is text in neither.
    """
    found, first = WordListFile(), {}
    for number, line in enumerate(re.split("\r\n|\r|\n", _decoded(content)), 1):
        if not line.strip(" \t,"):
            continue
        try:
            term = _term(line, is_first=number == 1)
            if term and term.term in first:
                raise _Refused(_("The term stands on line %(number)d already.") % {"number": first[term.term]})
        except _Refused as refusal:
            found.bad.append(BadLine(number, line, str(refusal)))
            continue
        if term:
            first[term.term] = number
            found.terms.append(term)
    return found


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _term(line: str, is_first: bool) -> Term | None:
    """The term of a line; None for the heading."""
    if "\x00" in line:
        raise _Refused(_("The line holds characters that no text has."))
    try:
        cells = [without_unseen(cell).strip() for cell in next(csv.reader([line], strict=True))]
    except csv.Error:
        raise _Refused(_("The line is no CSV; perhaps a quotation mark is not closed.")) from None
    term, kind, suggestion, *rest = [*cells, "", "", ""]
    if is_first and term.lower() in _HEADS:
        return None
    if not term:
        raise _Refused(_("The line has no term."))
    if kind.lower() not in _KINDS:
        raise _Refused(_("The kind is neither 禁用词 (forbidden) nor 易错词 (wrong)."))
    if any(rest):
        raise _Refused(_("The line has more than three columns: put a suggestion with commas in quotation marks."))
    for name, text in (("term", term), ("suggestion", suggestion)):
        if len(text) > _LONGEST[name]:
            raise _Refused(_("More than %(longest)d characters in one column.") % {"longest": _LONGEST[name]})
    return Term(term, _KINDS[kind.lower()], suggestion)
