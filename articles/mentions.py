"""Who is meant behind an @ in a note: an account, or a full name, which Chinese writes without spaces around it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import User

from editions.staff import name_of

# An @ inside a word is that of an e-mail address.
_AT = re.compile(r"(?<![A-Za-z0-9._%+-])[@＠]")
_LETTER = re.compile(r"[A-Za-z0-9_]")
_WORD = re.compile(r"[^\s@＠，。；：！？、,;:!?()（）“”《》]{1,12}")


class At(NamedTuple):
    """A place in a text where somebody is named, its @ included, and those who bear that name; nobody may."""

    start: int
    end: int
    people: list[User]


def people_by_name(users: Iterable[User]) -> dict[str, list[User]]:
    """Whom each name means, in lower case: an account one person, a full name all who bear it."""
    accounts, names = {}, defaultdict(list)
    for user in users:
        accounts[user.username.casefold()] = [user]
        names[name_of(user).casefold()].append(user)
    return names | accounts


def read(text: str, users: Iterable[User]) -> list[At]:
    """Every place where the text names somebody; of the names that fit, the longest counts: 林小满 before 林小."""
    by_name = people_by_name(users)
    longest_first = sorted(by_name, key=len, reverse=True)
    found = []
    for match in _AT.finditer(text):
        start = match.end()
        name = next((name for name in longest_first if _stands_at(start, name, text)), "")
        if name or (word := _WORD.match(text, start)):
            end = start + len(name) if name else word.end()
            found.append(At(match.start(), end, by_name[name] if name else []))
    return found


def spellings(users: Iterable[User]) -> list[tuple[str, User]]:
    """How to mention each of them: by full name, or by the account where a name does not tell them from others."""
    users = list(users)
    by_name = people_by_name(users)
    is_told_apart = {user.pk: by_name[name_of(user).casefold()] == [user] for user in users}
    return [(name_of(user) if is_told_apart[user.pk] else user.username, user) for user in users]


def pieces(text: str, users: Iterable[User]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it names one of these users."""
    parts, end = [], 0
    for at in read(text, users):
        if at.people:
            parts += [(text[end : at.start], False), (text[at.start : at.end], True)]
            end = at.end
    return [*parts, (text[end:], False)]


def _stands_at(start: int, name: str, text: str) -> bool:
    """Whether the name stands there whole: letters do not run on behind it, as Han may."""
    end = start + len(name)
    runs_on = _LETTER.match(name[-1]) and _LETTER.match(text, end)
    return text[start:end].casefold() == name and not runs_on
