"""How much each check weighs: what the paper has set, else what is usual."""

from articles.models import Check, CheckSetting
from editions.models import Publication

Level = CheckSetting.Level

# What must not be printed blocks; what may be meant so is only said.
USUAL = {check.value: Level.WARNING for check in Check} | {Check.FORBIDDEN: Level.BLOCKING, Check.JUMP: Level.BLOCKING}


def levels_of(publication: Publication) -> dict[str, str]:
    """The level of every check for a paper, in one query."""
    return USUAL | dict(CheckSetting.objects.filter(publication=publication).values_list("check_name", "level"))
