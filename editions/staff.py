"""How colleagues are shown to each other."""

import re

from django.contrib.auth.models import User

# The columns of an account that its name is made of.
NAME_PARTS = ("last_name", "first_name", "username")
_HAN = re.compile(r"[\u3400-\u9fff]")


def name_of(user: User | None) -> str:
    """How colleagues know somebody: 林小满, Ada Lin, or the account where no name is given; "" of nobody."""
    return name_from(*(getattr(user, part) for part in NAME_PARTS)) if user else ""


def name_from(last_name: str, first_name: str, username: str) -> str:
    """The same by `NAME_PARTS`; Chinese puts the family before, without a space."""
    family, given = last_name.strip(), first_name.strip()
    name = f"{family}{given}" if _HAN.search(family + given) else f"{given} {family}".strip()
    return name or username
