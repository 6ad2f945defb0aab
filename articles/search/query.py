"""The language in which readers ask the search: what they type becomes a tree, and a tree becomes a text again.

docs/search.md has the grammar. Nothing that is typed is an error: what is not understood becomes a sentence, and the
rest counts. There are no parentheses: OR joins what stands on its two sides, so that every tree is as flat as the
shapes below, and a headline that is pasted with its brackets means itself.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from editions import numbers

from . import tokens

# More narrow nothing down, and every one costs. Counted is what is looked for, not how that is written, so that no
# query becomes too long by being written in another way.
MOST_WORDS = 32
MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Words:
    """A text as it is printed, side by side: what `tokens.phrase` finds, which is never None for it.

    `field` is "headline", "byline" or "photo" (captions), or "" for all that is printed. Where it `is_whole` there is
    no Han in it, and each of its `tokens.words` must be a whole word as well. The text is as it was typed, but for its
    blanks and quotation marks: it is shown to readers, and the analyser folds it.
    """

    text: str
    field: str = ""
    is_whole: bool = False


@dataclass(frozen=True)
class Page:
    """A page by its number, as `numbers.normalised` has it; two with the same `numbers.order_key` are one."""

    number: str


@dataclass(frozen=True)
class Dates:
    """The days from the first to the last, both among them; None for an end that is open, never for both."""

    first: date | None
    last: date | None


Term = Words | Page | Dates


@dataclass(frozen=True)
class Not:
    """What must not be. It stands in an `All`, and something that is no `Not` beside it."""

    part: Term


@dataclass(frozen=True)
class Any:
    """Two or more, at least one of which must be."""

    parts: tuple[Term, ...]


@dataclass(frozen=True)
class All:
    """What must be, each of it; without parts nothing is asked, and nothing found."""

    parts: tuple[Any | Not | Term, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What was not understood; as a string, the sentence about it in the language of whoever reads."""

    sentence: str
    typed: str = ""

    def __str__(self):
        typed = self.typed if len(self.typed) <= 40 else f"{self.typed[:39]}…"
        return str(self.sentence) % {"typed": typed, "words": MOST_WORDS, "characters": MOST_CHARACTERS}


@dataclass(frozen=True)
class Query:
    """What was understood, and what was not."""

    tree: All = All()
    problems: tuple[Problem, ...] = ()


NO_DATE = _("“%(typed)s” names no date. Write date:1998, date:1998-12, date:1998-12-31 or date:1998-12..1999-02.")
NO_PAGE = _("“%(typed)s” names no page. Write page:A01.")
NO_WORDS = _("“%(typed)s” holds no word to look for.")
ONLY_EXCLUSIONS = _("This says only what to leave out; please add what to look for.")
EXCLUSION_AS_CHOICE = _("“%(typed)s” was passed over: OR joins what to look for, not what to leave out.")
LONELY_OR = _("OR stands between two words, either of which will do: ferry OR boat.")
UNCLOSED = _("A quotation mark is not closed; all that follows it was taken for one phrase.")
TOO_MUCH = _("A search takes up to %(words)d words and %(characters)d characters; what is beyond was passed over.")

# The names of fields as they may be typed, in whichever characters.
NAMES = {
    "headline": "headline",
    "标题": "headline",
    "標題": "headline",
    "byline": "byline",
    "作者": "byline",
    "photo": "photo",
    "图片": "photo",
    "圖片": "photo",
    "page": "page",
    "版": "page",
    "date": "date",
    "日期": "date",
}
# None in print is longer.
_LONGEST_PAGE_NUMBER = 20
_UNREADABLE = {"date": NO_DATE, "page": NO_PAGE}

# One character for one, so that what is found in the plain text stands at the same place in the typed one.
_PLAIN = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | str.maketrans("“”−", '""-')
_QUOTATION_MARKS = '"“”＂「」『』'
# Case does not count in names, by ASCII's rules only: others take İ for an i.
_NAME = rf"(?ai:{'|'.join(NAMES)})"
_PART = re.compile(
    rf"""
    (?P<minus>-*)
    # After a name there may be blanks, but what begins anew is not what it asks for.
    (?:(?P<name>{_NAME}):(?:\s+(?!-|{_NAME}:|OR(?![^\s"「『])))?)?
    (?:["「『](?P<phrase>(?<=")[^"]*|(?<=「)[^」]*|(?<=『)[^』]*)(?P<end>["」』]?)|(?P<word>[^\s"「『]+))?
    """,
    re.VERBOSE,
)
_PERIOD = re.compile(r"([0-9]{4})(?:年|[-/.年]([0-9]{1,2})(?:月|[-/.月]([0-9]{1,2})[日号號]?)?)?")
_TO = re.compile(r"\.{2,}|…+|至")


def parse(text: str) -> Query:
    """What a reader's text asks for; whatever that is, there is an answer."""
    problems: list[Problem] = []
    # What OR joins is one group; None in it is what was not understood.
    groups: list[list[Not | Term | None]] = []
    count, room, is_joined = 0, MOST_CHARACTERS, False
    for typed in _typed(text):
        if typed.is_or:
            if is_joined or not groups:
                problems.append(Problem(LONELY_OR))
            is_joined = bool(groups)
            continue
        if count == MOST_WORDS:
            problems.append(Problem(TOO_MUCH))
            break
        count += 1
        if not is_joined:
            groups.append([])
        is_joined = False
        term = _understood(typed, problems)
        fitting = _shortened(term, room)
        groups[-1].append(Not(fitting) if fitting and typed.is_excluded else fitting)
        if fitting != term:
            problems.append(Problem(TOO_MUCH))
            break
        if isinstance(term, Words):
            room -= len(term.text)
    else:
        if is_joined:
            problems.append(Problem(LONELY_OR))
    parts = tuple(part for group in groups if (part := _joined(group, problems)))
    if parts and all(isinstance(part, Not) for part in parts):
        problems.append(Problem(ONLY_EXCLUSIONS))
        parts = ()
    if not parts and not problems and text.strip():
        problems.append(Problem(NO_WORDS, text.strip()))
    return Query(All(parts), tuple(dict.fromkeys(problems)))


def write(query: Query) -> str:
    """The text that asks for the same: `parse` makes the same tree of it, and finds no problem in it."""
    return _written(query.tree)


@dataclass(frozen=True)
class Form:
    """The fields of the form in which a search is put together, each as it was typed."""

    words: str = ""
    phrase: str = ""
    choices: str = ""
    without: str = ""
    headline: str = ""
    byline: str = ""
    photo: str = ""
    on_page: str = ""
    first: str = ""
    last: str = ""

    @property
    def text(self) -> str:
        """The same in the language; what is typed into a field stays within it, and `parse` says what is amiss."""
        phrase = self.phrase.strip()
        if phrase[:1] in _QUOTATION_MARKS and phrase[-1:] in _QUOTATION_MARKS:
            phrase = phrase[1:-1]
        page, first, last = ("".join(_unquoted(typed).split()) for typed in (self.on_page, self.first, self.last))
        parts = [
            *_each(self.words),
            _written(_words(phrase, "", is_quoted=True)) if tokens.phrase(phrase) else "",
            " OR ".join(_each(self.choices)),
            *_each(self.headline, "headline"),
            *_each(self.byline, "byline"),
            *_each(self.photo, "photo"),
            page and f"page:{page}",
            (first or last) and f"date:{first}..{last}",
            *(f"-{word}" for word in _each(self.without)),
        ]
        return " ".join(filter(None, parts))


# From what is typed to a tree


class _Typed(NamedTuple):
    """A part as it stands in the text: `source`, and within it what is asked for, `value`."""

    source: str
    value: str
    field: str
    is_excluded: bool
    is_or: bool
    is_quoted: bool
    is_closed: bool


def _typed(text: str) -> Iterator[_Typed]:
    """The parts of a text in its order, but for marks that stand by themselves: they ask for nothing."""
    for match in _PART.finditer(text.translate(_PLAIN)):
        is_quoted = match["phrase"] is not None
        typed = _Typed(
            source=text[slice(*match.span())].strip(),
            value=text[slice(*match.span("phrase" if is_quoted else "word"))],
            field=NAMES[match["name"].lower()] if match["name"] else "",
            is_excluded=bool(match["minus"]),
            is_or=match["word"] == "OR" and not match["name"],
            is_quoted=is_quoted,
            is_closed=bool(match["end"]),
        )
        if typed.field or typed.is_quoted or tokens.phrase(typed.value):
            yield typed


def _understood(typed: _Typed, problems: list[Problem]) -> Term | None:
    """What a part asks for; None, and a problem more, where it asks for nothing."""
    try:
        match typed.field:
            case "page":
                term = page_of(typed.value)
            case "date":
                term = _dates(typed.value)
            case field:
                term = _words(typed.value, field, typed.is_quoted)
    except ValueError:
        problems.append(Problem(_UNREADABLE.get(typed.field, NO_WORDS), typed.source))
        return None
    if typed.is_quoted and not typed.is_closed:
        problems.append(Problem(UNCLOSED))
    return term


def _words(typed: str, field: str, is_quoted: bool) -> Words:
    """Raises ValueError where there is neither a letter nor a digit."""
    if not tokens.phrase(typed):
        raise ValueError
    # Quotation marks within are marks like any other, and only one of them ends nothing when it is written.
    text = " ".join(_unquoted(typed, "'").split())
    return Words(text, field, is_whole=not is_quoted and _is_without_han(text))


def _unquoted(typed: str, instead: str = " ") -> str:
    return typed.translate(dict.fromkeys(map(ord, _QUOTATION_MARKS), instead))


def _is_without_han(text: str) -> bool:
    """Whether all that is printed belongs to its whole words."""
    return "".join(tokens.words(text)) == "".join(token[0] for token in tokens.tokens([text]))


def page_of(typed: str) -> Page:
    """The page of that number; raises ValueError for what is none, be it that it is too long, or framed twice."""
    number = numbers.normalised(typed)
    if len(number) > _LONGEST_PAGE_NUMBER or numbers.normalised(number) != number:
        raise ValueError
    return Page(number)


def _dates(typed: str) -> Dates:
    """Raises ValueError for what names no days."""
    first, *rest = _TO.split("".join(typed.translate(_PLAIN).split()))
    if not rest:
        return Dates(*_period(first))
    (last,) = rest
    if first and last:
        if _period(first)[0] > _period(last)[1]:
            first, last = last, first
        return Dates(_period(first)[0], _period(last)[1])
    return Dates(_period(first)[0], None) if first else Dates(None, _period(last)[1])


def _period(typed: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day; raises ValueError for anything else."""
    match = _PERIOD.fullmatch(typed)
    if not match:
        raise ValueError
    year, month, day = match.groups()
    first = date(int(year), int(month or 1), int(day or 1))
    last_month = int(month or 12)
    return first, date(first.year, last_month, int(day or monthrange(first.year, last_month)[1]))


def _shortened(term: Term | None, room: int) -> Term | None:
    """As much of a term as there is room for: a phrase may be cut, a whole word is there or not."""
    if not isinstance(term, Words) or len(term.text) <= room:
        return term
    cut = term.text[:room].rstrip()
    return replace(term, text=cut) if tokens.phrase(cut) and not term.is_whole else None


def _joined(group: list[Not | Term | None], problems: list[Problem]) -> Any | Not | Term | None:
    """What one group asks for; OR does not join what is left out, for that would be found almost everywhere."""
    if len(group) == 1:
        return group[0]
    excluded = [part for part in group if isinstance(part, Not)]
    problems += [Problem(EXCLUSION_AS_CHOICE, _written(part)) for part in excluded]
    choices = tuple(part for part in group if part and part not in excluded)
    return Any(choices) if len(choices) > 1 else next(iter(choices), None)


# From a tree to what is typed


def _written(part: All | Any | Not | Term) -> str:
    match part:
        case All(parts):
            return " ".join(map(_written, parts))
        case Any(parts):
            return " OR ".join(map(_written, parts))
        case Not(inner):
            return f"-{_written(inner)}"
        case Page(number):
            return f"page:{number}"
        case Dates(first, last):
            return f"date:{_days(first, last)}"
        case Words(text, field):
            name = f"{field}:" if field else ""
            # Quotation marks stand only where they change what is read.
            is_read_bare = parse(f"{name}{text}") == Query(All((part,)))
            return f"{name}{text}" if is_read_bare else f'{name}"{text}"'


def _days(first: date | None, last: date | None) -> str:
    """A year, a month or a day where that is all of it; otherwise from which to which."""
    year_month_day = (4, 7, 10)
    for length in year_month_day:
        if first and _period(period := first.isoformat()[:length]) == (first, last):
            return period
    begin = first and next(
        period for length in year_month_day if _period(period := first.isoformat()[:length])[0] == first
    )
    end = last and next(period for length in year_month_day if _period(period := last.isoformat()[:length])[1] == last)
    return f"{begin or ''}..{end or ''}"


def _each(typed: str, field: str = "") -> list[str]:
    """The words of a form's field, each written so that it is nothing but a word."""
    return [_written(_words(word, field, is_quoted=False)) for word in _unquoted(typed).split() if tokens.phrase(word)]
