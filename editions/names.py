"""Names in the sentences of the interface: of people, or of anything else that has one."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def side_by_side(names: Iterable[str]) -> str:
    """沈一苇、柳岸 in Chinese, with a comma in English."""
    return pgettext("between names", ", ").join(names)
