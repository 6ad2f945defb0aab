"""Reads the people out of a printed credit: who took the picture, who wrote the text, and for whom.

A credit is read in three steps: the wording is cut into items (affiliations, names, roles, agencies), each of
which must be understood; the items are put together clause by clause; and the clauses are held against where
the credit stood, because the same words are a credit after a full stop and prose in the middle of a sentence.

    credit  = clause { clause }
    clause  = role [ "/" | ":" ] people | people [ "/" ] role | people
    people  = [ affiliation ] name { separator [ affiliation ] name } | agency
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.credit_items import PEOPLE, Item, NotUnderstood, Place, items_of, names_joined, roles_of
from articles.credit_words import (
    AUTHOR_NOTE,
    AUTHOR_SLOT,
    CLOSE,
    COLLECTIVE,
    COMMON_NOUNS,
    DOUBTFUL_ROLES,
    MARKS,
    OPEN,
    OPENING,
    OWN,
    OWN_PAPER,
    PAUSES,
    PHOTO,
    PHOTOGRAPHING_BODY,
    POSITION,
    REPORTERS,
    SPACES,
    STOPS,
    TEXT,
    WEAK_ROLES,
)

# A credit longer than this is not one; the bound is also what keeps hostile text cheap.
_LONGEST_CREDIT = 240


@dataclass(frozen=True)
class Credit:
    """One person (or agency) credited for one thing, e.g. Credit("林舟", "photo", "本报记者")."""

    name: str
    role: str
    affiliation: str = ""


@dataclass(frozen=True)
class Caption:
    """A photo's caption with its credit taken off: the text, the credit as printed, and who it names."""

    text: str
    credit_line: str
    credits: tuple[Credit, ...]


# --- clauses


@dataclass(frozen=True)
class _Party:
    """Somebody waiting for a role; `kind` is name, agency or organisation."""

    name: str
    kind: str
    affiliation: str = ""
    sure: bool = True


class _Reading:
    """Puts the items of one wording together; `credits` afterwards holds who is credited."""

    def __init__(self, items: list[Item], place: Place):
        self.items, self.place = items, place
        self.waiting: list[_Party] = []
        self.done: list[tuple[_Party, str]] = []
        self.label: tuple[str, ...] = ()
        self.affiliation = ""
        self.unnamed = ""  # an affiliation that no name has followed yet
        self.nameless = False
        for at, item in enumerate(items):
            if item.link == "□":
                self.affiliation = ""
            getattr(self, f"_{item.kind}")(at, item)
        self._nobody_of_affiliation()
        self._settle(self.label)
        if not (self.done or self.nameless):
            raise NotUnderstood
        self.credits = self._credits()

    def _follows(self, at: int, kinds: tuple[str, ...]) -> bool:
        return at < len(self.items) and self.items[at].kind in kinds

    def _affiliation(self, at: int, item: Item) -> None:
        if item.link == "(" and self._waiting_name():  # 林舟（本报记者）
            self.waiting[-1] = replace(self.waiting[-1], affiliation=item.value)
            return
        value = item.value
        if at and self.items[at - 1].kind == "organisation" and item.link in ("", " ") and self.waiting:
            value = self.waiting.pop().name + value  # 湖北日报 全媒记者
        self._nobody_of_affiliation()
        self.affiliation = self.unnamed = value

    def _waiting_name(self) -> bool:
        return bool(self.waiting) and self.waiting[-1].kind == "name" and not self.waiting[-1].affiliation

    def _nobody_of_affiliation(self) -> None:
        """An affiliation stands alone: 本报评论员 signs as a body, 受访者 and 本报记者 name nobody."""
        if self.unnamed.endswith(COLLECTIVE):
            self.waiting.append(_Party(self.unnamed, "organisation"))
            self.affiliation = ""
        elif self.unnamed:
            self.nameless = True
        self.unnamed = ""

    def _name(self, at: int, item: Item) -> None:
        before = self.items[at - 1] if at else None
        followed_by_colon = self._follows(at + 1, PEOPLE) and self.items[at + 1].link == ":"
        if followed_by_colon or (item.link == "(" and before and before.kind in ("name", "affiliation")):
            raise NotUnderstood
        if before and before.kind == "organisation" and self.waiting and item.link != ",":
            body = PHOTOGRAPHING_BODY.search(before.value) and self.place.after_stop
            if not (body or self.place.own_field or OWN_PAPER.fullmatch(before.value)):
                raise NotUnderstood
            self.affiliation = self.waiting.pop().name
        sure = item.sure or self.unnamed.endswith(REPORTERS) or (bool(self.affiliation) and item.link == ",")
        if not sure:
            self._check_pen_name(at, item)
        self.waiting.append(_Party(item.value, "name", self.affiliation, sure))
        self.unnamed = ""

    def _check_pen_name(self, at: int, item: Item) -> None:
        """晓月 is believed beside a role, or as a whole byline; in a sentence it is any word."""
        following = self.items[at + 1] if at + 1 < len(self.items) else None
        role = following is not None and following.kind == "role"
        if self.place.in_body or self.place.bracketed:
            believed = role or item.link in ("/", ":") or bool(self.label) or any(i.kind == "role" for i in self.items)
        elif self.place.byline:
            believed = True
        else:
            names = sum(i.kind == "name" for i in self.items)
            believed = role and (following.link == "/" or (names == 1 and following.value == "摄"))
            believed = believed or item.link in ("/", ":")
        if not believed:
            raise NotUnderstood

    def _agency(self, at: int, item: Item) -> None:
        self.waiting.append(_Party(item.value, "agency"))

    def _organisation(self, at: int, item: Item) -> None:
        if item.link == "(" and self._waiting_name():  # 林舟（市文联）
            self.waiting[-1] = replace(self.waiting[-1], affiliation=item.value)
            return
        before = self.items[at - 1] if at else None
        if before and before.kind == "organisation" and item.link == " " and not self.place.own_field:
            raise NotUnderstood
        self.waiting.append(_Party(item.value, "organisation"))

    def _taken(self, at: int, item: Item) -> None:
        if not self.waiting:
            raise NotUnderstood
        self._role(at, item)

    def _nobody(self, at: int, item: Item) -> None:
        self.nameless = True

    def _aside(self, at: int, item: Item) -> None:
        if not at and POSITION.fullmatch(item.value):  # （左图） belongs to the caption
            raise NotUnderstood

    def _syllable(self, at: int, item: Item) -> None:
        raise NotUnderstood

    def _role(self, at: int, item: Item) -> None:
        roles = roles_of(item.value)
        after = at + 1
        label = self._follows(after + 1, PEOPLE) and self.items[after + 1].link in ("/", ":")
        if self._follows(after, ("role",)) and not (self.waiting and label):
            # 文 图 stand together: the last of them settles for all
            self.items[after] = self.items[after]._replace(
                value=item.value + self.items[after].value, link=item.link, sure=item.sure
            )
            return
        names_follow = self._follows(after, PEOPLE) and not (self.waiting and self.items[after].link == "(")
        if self.unnamed and not self.waiting and not names_follow:
            if not (self.place.own_field or item.value in ("摄", "供图", "提供")):
                raise NotUnderstood
            self._nobody_of_affiliation()
            if not self.waiting:
                return
        if self.waiting and self.label:
            self._settle(self.label if names_follow else self.label + roles)
            self.label = roles if names_follow else ()
        elif self.waiting and not (names_follow and self._is_label(at, item)):
            self._check_role(item)
            self._settle(roles)
        elif names_follow:
            self._settle(())
            self.label = roles
            self.affiliation = ""
        else:
            raise NotUnderstood

    def _is_label(self, at: int, item: Item) -> bool:
        """Whether a role between two names belongs to the second: 林舟 图/何苇, 记者 林舟 摄影 何苇."""
        if item.link == "/" or (not item.sure and item.link == ""):
            return False
        if self.items[at + 1].kind == "agency" and item.value.startswith("摄"):  # 林舟 摄/光明图片
            return False
        if self.items[at + 1].link in ("/", ":"):
            return True
        return self.items[-1].kind == "name" and self.waiting[-1].kind == "name"

    def _check_role(self, item: Item) -> None:
        """Refuses what is a credit only by accident of spelling: 高空拍摄, 江 山 如 画."""
        party = self.waiting[-1]
        opened = self.items[0].kind == "aside" and OPENING.fullmatch(self.items[0].value)
        agency = any(party.kind == "agency" for party in self.waiting)
        if (self.place.own_field and not self.place.in_body) or opened or party.affiliation or agency or self.done:
            return
        word = item.value
        if item.link == " " and word in COMMON_NOUNS and not self.place.own_field:
            raise NotUnderstood
        glued = not item.sure
        weak = word in WEAK_ROLES
        cautious = word in DOUBTFUL_ROLES and not (self.place.after_stop or self.place.own_field)
        if glued and (weak or cautious):
            raise NotUnderstood

    def _settle(self, roles: tuple[str, ...]) -> None:
        own = TEXT if self.place.byline else PHOTO
        if self.waiting and not roles and not self.place.byline:
            for party in self.waiting:
                reporter = party.affiliation.endswith(REPORTERS)
                agency = any(other.kind == "agency" for other in self.waiting)
                if not (reporter or agency):
                    raise NotUnderstood
        if (
            self.place.in_body
            and not roles
            and any(party.kind == "organisation" and not party.name.endswith(COLLECTIVE) for party in self.waiting)
        ):
            raise NotUnderstood
        for party in self.waiting:
            named = dict.fromkeys(own if role == OWN else role for role in roles or (OWN,))
            self.done += [(party, role) for role in named]
        self.waiting = []

    def _credits(self) -> tuple[Credit, ...]:
        """An agency that distributes somebody's picture is their affiliation, and credited itself otherwise."""
        agencies = [party.name for party, _ in self.done if party.kind == "agency"]
        people = any(party.kind == "name" for party, _ in self.done)
        found: dict[Credit, None] = {}
        for party, role in self.done:
            if (party.kind == "agency" and people) or OWN_PAPER.fullmatch(party.name):
                continue
            agency = agencies[0] if agencies and party.kind == "name" else ""
            found[Credit(party.name, role, party.affiliation or agency)] = None
        return tuple(found)


@lru_cache(maxsize=8192)  # the same few people sign, day after day
def _read(wording: str, place: Place) -> tuple[Credit, ...] | None:
    """Who a wording credits: an empty tuple for nobody by name, None where it is not a credit."""
    if not wording.strip() or len(wording) > _LONGEST_CREDIT:
        return None
    try:
        return _Reading(names_joined(items_of(wording, place)), place).credits
    except NotUnderstood:
        return None


# --- where a credit stands


def _unwrapped(wording: str) -> tuple[str, bool, str]:
    """A credit without its marker and its brackets, whether it had brackets, and the stops after them."""
    inner = wording.strip(SPACES).lstrip(MARKS + SPACES)
    closed = inner.rstrip(STOPS + SPACES)
    if inner[:1] and inner[0] in OPEN:
        partner = _partner(inner)
        if partner == len(closed) - 1:
            return inner[1:partner].strip(SPACES), True, inner[partner + 1 :].strip(SPACES)
        if partner < 0:
            return inner[1:].strip(SPACES), True, ""
    elif closed and closed[-1] in CLOSE and not any(bracket in closed for bracket in OPEN):
        return closed[:-1].strip(SPACES), True, inner[len(closed) :].strip(SPACES)
    return inner, False, ""


def _partner(wording: str) -> int:
    """Where the bracket that opens the wording is closed, of whichever shape; -1 where it is not."""
    depth = 0
    for at, char in enumerate(wording):
        depth += (char in OPEN) - (char in CLOSE)
        if not depth:
            return at
    return -1


def _beginnings(text: str) -> list[tuple[int, bool]]:
    """Where a trailing credit may begin, earliest first, and whether a sentence was closed before it."""
    lowest = max(0, len(text) - _LONGEST_CREDIT)
    found: list[tuple[int, bool]] = [] if lowest else [(0, text[:1] in MARKS)]
    closed, parted = False, not lowest
    for at in range(lowest, len(text)):
        char = text[at]
        if char in SPACES:
            parted = True
            continue
        if at and (parted or char in OPEN + MARKS) and char not in STOPS + PAUSES + CLOSE:
            found.append((at, closed or char in MARKS))
        closed = char in STOPS + CLOSE + MARKS + "”」』"
        parted = closed or char in PAUSES
    return found


def parse_caption(text: str) -> Caption:
    """Parts a photo's printed caption from the credit that follows it.

    "麦收时节。本报记者 林舟 摄" gives the text "麦收时节。", the credit line "本报记者 林舟 摄" and
    Credit("林舟", "photo", "本报记者"). The credit must be the whole text or stand apart from the sentence,
    by punctuation, white space or brackets; it loses surrounding brackets and a leading marker, and is otherwise
    as printed. One that names nobody (受访者供图) is a credit line without credits, and wording that is not
    understood stays in the text. The classic article page prints `作者：(X)` before the caption: that is read too.
    """
    slot = AUTHOR_SLOT.match(text)
    author = None
    if slot:
        author = _read(slot.group(), Place(bracketed=True)) if slot["who"].strip(SPACES) else ()
    if author is None:
        return _trailing(text)
    rest = _trailing(text[slot.end() :].lstrip(SPACES))
    line = " ".join(filter(None, (slot.group().strip(SPACES), rest.credit_line)))
    known = {(credit.name, credit.role) for credit in rest.credits}
    author = tuple(credit for credit in author if (credit.name, credit.role) not in known)
    return Caption(rest.text, line, author + rest.credits)


def _trailing(text: str) -> Caption:
    trimmed = text.rstrip(SPACES)
    for at, after_stop in _beginnings(trimmed):
        wording, bracketed, stop = _unwrapped(trimmed[at:])
        found = _read(wording, Place(bracketed=bracketed, after_stop=after_stop))
        if found is not None:
            return Caption(trimmed[:at].rstrip(SPACES + MARKS) + stop, wording, found)
    return Caption(trimmed, "", ())


def parse_byline(text: str) -> tuple[Credit, ...]:
    """The people a printed byline names, in print order: "张三/文 李四/图" gives a text and a photo credit.

    Reads what stands in a paper's author field, or what `split_byline` found. Empty where nobody is named
    (本报讯, 本报综合) or the wording is not understood; who proofread or laid out a page is credited for editing.
    """
    return _read(_without_notes(_unwrapped(text)[0]), Place(byline=True)) or ()


def _without_notes(byline: str) -> str:
    """Drops an author's country, [美], and （作者系……）, which say who somebody is and credit nobody."""
    return AUTHOR_NOTE.sub("", byline) if len(byline) <= _LONGEST_CREDIT else byline


def unwrapped(wording: str) -> str:
    """A printed credit without the marker before it and the brackets around it."""
    return _unwrapped(wording)[0]


def split_byline(paragraph: str) -> tuple[str, str]:
    """Parts a body's last paragraph from the byline in brackets at its end, without those brackets.

    "……推广。 (本报记者 林舟)" gives ("……推广。", "本报记者 林舟"); a paragraph that is nothing but a byline,
    in brackets or not, gives ("", byline). The test is whether the bracket credits somebody, so a source by name
    (据新华社) is a byline, while 未完待续, 下转A02版, 摄于4月8日 and 本报综合 stay where they are.
    """
    trimmed = paragraph.rstrip(SPACES)
    whole, bracketed, _ = _unwrapped(trimmed)
    if _signs(whole, names_suffice=bracketed):
        # □ is often keyed as 口.
        return "", whole.removeprefix("口").strip(SPACES) or whole
    closed = trimmed.rstrip(STOPS + SPACES)
    opening = _last_bracket(closed)
    before, stop = closed[: max(opening, 0)].rstrip(SPACES), trimmed[len(closed) :]
    # 新任市长（林舟）。 explains the sentence; a bare name signs only after the sentence is over.
    over = before[-1:] in tuple(STOPS + CLOSE + "”」』") and not stop
    wording = _unwrapped(closed[opening:])[0] if opening >= 0 else ""
    stop = "" if before[-1:] in tuple(STOPS) else stop
    return (before + stop, wording) if _signs(wording, names_suffice=over) else (paragraph, "")


# 本报讯（记者 林舟）, 新华社某地4月8日电（记者 林舟）: what may stand before the bracket, and who in it reports.
_DATELINE = re.compile(r"[^（(。]{0,40}?(?:讯|电|消息)?\s*[（(](?P<who>[^（）()。]{2,80})[）)]")
_REPORTING = re.compile("记者|通讯员|实习生|特派员|评论员")


def dateline_credits(paragraph: str) -> tuple[Credit, ...]:
    """Who is named in the bracket at the very beginning of a text, 本报讯（记者 林舟）; it stays in the sentence."""
    dateline = _DATELINE.match(paragraph)
    return parse_byline(dateline["who"]) if dateline and _REPORTING.search(dateline["who"]) else ()


def _signs(wording: str, names_suffice: bool) -> bool:
    place, wording = Place(byline=True, in_body=True), _without_notes(wording)
    if not _read(wording, place):
        return False
    return names_suffice or any(item.kind in ("affiliation", "role", "agency") for item in items_of(wording, place))


def _last_bracket(text: str) -> int:
    """Where the bracket that closes the text was opened; -1 where none does."""
    depth = 0
    for at in range(len(text) - 1, max(-1, len(text) - _LONGEST_CREDIT), -1):
        depth += (text[at] in CLOSE) - (text[at] in OPEN)
        if depth <= 0:
            return at if text[at] in OPEN else -1
    return -1
