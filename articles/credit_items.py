"""Cuts the wording of a printed credit into its items: affiliations, names, roles, agencies, organisations."""

import re
from typing import NamedTuple

from articles.credit_words import (
    AGENCY,
    AROUND,
    ASIDE,
    COMPOSING_MARK,
    COMPOUND_SURNAMES,
    DATELINE,
    DAY_AT_END,
    DOTTED,
    GLUED_PAIR,
    HAN,
    HEAD,
    IC_PHOTO,
    LATIN,
    LONG_ROLES,
    MEDIUM,
    NAMELESS,
    NOT_NAMES,
    OPENING,
    ORGANISATION,
    OWN,
    OWN_PAPER,
    PLACES,
    PLAIN,
    POSITION,
    PROSE,
    PROVIDING,
    ROLE,
    ROLE_LIST,
    ROLE_RUN,
    ROLES,
    SOURCE_LABELS,
    STOPS,
    SURNAMES,
    TAKEN_AT,
    TAKEN_ON,
    TEXT_AND_PICTURE,
    TRANSCRIPTION,
    WORDING,
)


class Place(NamedTuple):
    """Where a wording stood, which decides how much of it is believed."""

    byline: bool = False
    bracketed: bool = False
    after_stop: bool = False
    in_body: bool = False  # at the end of a body, where any remark in brackets may stand

    @property
    def own_field(self) -> bool:
        return self.byline or self.bracketed


class Item(NamedTuple):
    kind: str  # affiliation, name, syllable, agency, organisation, role, nobody, aside
    value: str
    link: str = ""  # what parts it from the item before: nothing, or one of the characters " ,/:(□"
    sure: bool = True  # a name that begins with a surname; a role that does not hang on its name


PEOPLE = ("affiliation", "name", "agency", "organisation", "nobody")


class NotUnderstood(Exception):
    """Some part of a wording has no place in the grammar."""


# --- the items of a wording


def roles_of(word: str) -> tuple[str, ...]:
    found = dict.fromkeys(role for part in ROLE.findall(word) for role in ROLES[part])
    return tuple(role for role in found if role != OWN) or tuple(found)


def name_of(word: str) -> Item | None:
    if LATIN.fullmatch(word):
        return Item("name", word, sure=len(word) > 1 and not word.isupper())
    if not 2 <= len(word) <= 30 or word in NOT_NAMES or PROSE.search(word):
        return None
    if word.endswith(LONG_ROLES):
        return None
    if DOTTED.fullmatch(word):
        return None if ORGANISATION.search(word) else Item("name", word)
    if not HAN.fullmatch(word):
        return None
    compound = len(word) in (3, 4) and word[:2] in COMPOUND_SURNAMES
    if compound or (len(word) <= 3 and word[0] in SURNAMES):
        return Item("name", word)
    if 4 <= len(word) <= 8 and set(word) <= TRANSCRIPTION:
        return Item("name", word)
    return Item("name", word, sure=False) if len(word) <= 3 and word[-1] != "图" else None


def is_organisation(word: str) -> bool:
    return bool(OWN_PAPER.fullmatch(word)) or (
        3 <= len(word) <= 30 and bool(ORGANISATION.search(word)) and not PROSE.search(word)
    )


def _institution(word: str, place: Place) -> bool:
    """Whether 记者 may follow: the paper, or any word where a credit has the brackets to itself."""
    own = OWN_PAPER.search(word)
    if PROSE.search(word) or len(word) > 30 or (own and own.start()):
        return False
    known = own or word in PLACES or word.startswith("驻") or MEDIUM.search(word) or is_organisation(word)
    return not word or bool(known or AGENCY.fullmatch(word) or place.own_field or place.after_stop)


def _who(word: str, role: str, place: Place) -> list[Item]:
    """Who stands before a role glued to them; an empty list where that is nobody that could be."""
    name = name_of(word)
    if role in PROVIDING and is_organisation(word):
        return [Item("organisation", word)]
    if name and (name.sure or not is_organisation(word)):
        return [name]
    if AGENCY.fullmatch(word):
        return [Item("agency", word)]
    if is_organisation(word):
        return [Item("organisation", word)]
    if pair := _two_names(word):
        return pair
    unknown = role in PROVIDING and (place.bracketed or place.after_stop) and not PROSE.search(word)
    named = 3 < len(word) <= 20 and not (word[0] + word[-1]).isdigit()
    return [Item("organisation", word)] if unknown and named else []


def _two_names(word: str) -> list[Item]:
    """张三和李四 without a space; a name such as 陈和平 has been recognised before this is asked."""
    for at in range(2, min(5, len(word) - 2)):
        left, right = name_of(word[:at]), name_of(word[at + 1 :])
        if word[at] in "和与及" and left and right and left.sure and right.sure:
            return [left, right._replace(link=",")]
    return []


def _named(word: str, place: Place) -> list[Item]:
    """What follows an affiliation, or stands alone: a name, a name and its role, an organisation."""
    if not word:
        return []
    if ROLE_RUN.fullmatch(word):
        return [Item("role", word, sure=False)]
    if word.endswith("等") and len(word) > 2 and (name := name_of(word[:-1])):
        return [name]
    name = name_of(word)
    drawn = len(word) == 3 and word[-1] in "译绘编作画" and (author := name_of(word[:2])) and author.sure
    if name and (name.sure or not is_organisation(word)) and not drawn:
        return [name]
    endings = [role for role in ROLE_LIST if word.endswith(role) and word != role]
    for role in endings:
        before = DAY_AT_END.sub("", word[: -len(role)]).removesuffix("等")
        if who := _who(before, role, place):
            return [*who, Item("role", role, sure=False)]
    for role in endings:
        if len(word) == len(role) + 1 and HAN.match(word):
            return [Item("syllable", word[0]), Item("role", role, sure=False)]
        if word[: -len(role)] in PLACES:  # 本报记者 林舟 北京报道
            return [Item("role", role)]
    if len(word) == 1 and HAN.match(word):
        return [Item("syllable", word)]
    if is_organisation(word):
        return [Item("organisation", word)]
    if pair := _two_names(word):
        return pair
    if place.own_field:
        for role in ROLE_LIST:
            if len(role) > 1 and word.startswith(role) and (name := name_of(word[len(role) :])) and name.sure:
                return [Item("role", role), name._replace(link=":")]
    raise NotUnderstood


def _affiliated(word: str, heads: list[re.Match], place: Place) -> list[Item]:
    """A run without white space that holds 记者, 通讯员 …: 本报记者林舟, 记者林舟通讯员何苇摄."""
    items: list[Item] = []
    end = 0
    for head in heads:
        institution = word[end : head.start()]
        if items and institution:
            institution = institution.rstrip("和与及")
            cut = next((n for n in (len(institution), 3, 2, 4) if _cut(institution, n, place)), 0)
            if not cut:
                raise NotUnderstood
            items.append(name_of(institution[:cut]))
            institution = institution[cut:]
        if items and items[-1].kind == "affiliation":
            institution = items.pop().value
        elif not _institution(institution, place):
            raise NotUnderstood
        items.append(Item("affiliation", institution + head.group()))
        end = head.end()
    return items + _named(word[end:], place)


def _cut(word: str, at: int, place: Place) -> bool:
    name = name_of(word[:at])
    return bool(name) and (at == len(word) or (name.sure and _institution(word[at:], place)))


def _items_of_word(word: str, place: Place) -> list[Item]:
    if len(word) > 60:
        raise NotUnderstood
    if not place.byline and (taken := TAKEN_AT.search(word)):
        before = _items_of_word(word[: taken.start()], place) if taken.start() else []
        return [*before, Item("taken", "摄")]
    if (day := TAKEN_ON.fullmatch(word)) and not place.byline:  # 林舟 4月8日摄, but (11月29日摄) is nobody's
        return [Item("taken", day["role"])]
    if ROLE_RUN.fullmatch(word):
        return [Item("role", word)]
    if NAMELESS.fullmatch(word):
        return [Item("nobody", word)]
    if ASIDE.fullmatch(word) or POSITION.fullmatch(word):
        return [Item("aside", word)]
    if dateline := DATELINE.fullmatch(word):
        who = dateline["who"]
        return [Item("aside", word) if OWN_PAPER.match(who) else Item("agency", who)]
    if opening := OPENING.match(word):
        rest = word[opening.end() :]
        return [Item("aside", opening.group()), *(_items_of_word(rest, place) if rest else [])]
    label = next((label for label in SOURCE_LABELS if word.startswith(label)), "")
    if label and (who := _who(word[len(label) :].strip("《》"), "提供", place)):
        return [Item("role", label), who[0]._replace(link=":")]
    provided = next((role for role in ROLE_LIST if role in PROVIDING and word.endswith(role)), "")
    heads = list(HEAD.finditer(word))
    # 市民政局 is a bureau, not the 市民 called 政局.
    if provided and is_organisation(word[: -len(provided)]) and not HEAD.fullmatch(word[: -len(provided)]):
        return [Item("organisation", word[: -len(provided)]), Item("role", provided, sure=False)]
    if heads:
        return _affiliated(word, heads, place)
    if agency := AGENCY.match(word):
        rest = word[agency.end() :]
        if not rest or not is_organisation(word):
            return [Item("agency", agency.group().replace("_", " ")), *(_items_of_word(rest, place) if rest else [])]
    return _named(word, place)


def items_of(wording: str, place: Place) -> list[Item]:
    plain = AROUND.sub(r"\1", wording.translate(PLAIN))
    plain = IC_PHOTO.sub(lambda printed: printed.group().replace(" ", "_"), plain)
    if both := TEXT_AND_PICTURE.fullmatch(plain.strip()):
        plain = "{} 文 {} 图".format(*both.groups())
    if plain.count("/") == 1:
        plain = GLUED_PAIR.sub(r" \1", plain)
    plain = COMPOSING_MARK.sub("", plain.rstrip(" .,:" + STOPS))
    if any(stop in plain for stop in STOPS):
        raise NotUnderstood
    items: list[Item] = []
    link, depth = "", 0
    for token in WORDING.findall(plain.strip()):
        if token in "()":
            depth += 1 if token == "(" else -1
            link = token if token == "(" else " "
        elif token in ",/:□":
            link = token
        elif token[0] == " ":
            link = link or " "
        else:
            if token[0] == "口" and link in ("", " ") and not ROLE_RUN.fullmatch(token):  # a mistyped □
                link, token = "□", token[1:]
            if token:
                first, *others = _items_of_word(token, place)
                items += [first._replace(link=link), *others]
                link = ""
        if depth < 0:
            raise NotUnderstood
    if depth:
        raise NotUnderstood
    return items


# --- names that composing has spaced out


def names_joined(items: list[Item]) -> list[Item]:
    """林 舟 becomes 林舟, 林 舟 何 苇 two names, 欧阳 建国 and John Smith one each."""
    joined: list[Item] = []
    at = 0
    while at < len(items):
        run = at
        while run < len(items) and items[run].kind == "syllable" and (run == at or items[run].link == " "):
            run += 1
        if run == at:
            joined.append(_after_surname(joined, items[at]) or items[at])
            at += 1
        elif run == at + 1:  # a single surname before the rest of its name, or the end of 文 静
            whole = run < len(items) and items[run].kind == "name" and items[run].link == " "
            if joined and joined[-1].value == "文" and items[at].link == " ":
                joined[-1] = joined[-1]._replace(kind="name", value="文" + items[at].value, sure=False)
                at = run
            elif whole and items[at].value in SURNAMES and len(items[run].value) == 2:
                joined.append(items[run]._replace(value=items[at].value + items[run].value, link=items[at].link))
                at = run + 1
            elif name := _after_surname(joined, items[at]):
                joined.append(name)
                at = run
            else:
                raise NotUnderstood
        else:
            syllables = "".join(item.value for item in items[at:run])
            for word in _names_of_syllables(syllables):
                name = name_of(word)
                if not name:
                    raise NotUnderstood
                joined.append(name._replace(link=items[at].link if word == syllables[: len(word)] else " "))
            if run < len(items) and items[run].kind == "role":
                items[run] = items[run]._replace(sure=False)  # 江 山 如 画
            at = run
    return joined


def _after_surname(joined: list[Item], item: Item) -> Item | None:
    """Takes 欧阳, or John, off the list when the item goes on with the name."""
    if not (joined and joined[-1].kind == "name" and item.link == " " and item.kind in ("name", "syllable")):
        return None
    latin = LATIN.fullmatch(joined[-1].value.split(" ")[-1]) and LATIN.fullmatch(item.value)
    if latin or (joined[-1].value in COMPOUND_SURNAMES and len(item.value) <= 2 and not latin):
        before = joined.pop()
        return before._replace(value=before.value + (" " if latin else "") + item.value, sure=True)
    return None


def _names_of_syllables(syllables: str) -> list[str]:
    if len(syllables) == 3 or (len(syllables) == 4 and syllables[:2] in COMPOUND_SURNAMES):
        return [syllables]
    for triple in range(0, len(syllables), 2) if len(syllables) % 2 else (len(syllables),):
        tail = triple + 3 if triple < len(syllables) else triple
        cuts = [*range(0, triple, 2), *([triple] if triple < len(syllables) else []), *range(tail, len(syllables), 2)]
        names = [syllables[a:b] for a, b in zip(cuts, [*cuts[1:], len(syllables)], strict=True)]
        if len(syllables) % 2 == 0 or all(name[0] in SURNAMES for name in names):
            return names
    raise NotUnderstood
