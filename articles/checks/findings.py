"""What a check has found."""

from dataclasses import dataclass

from articles.models import Article, CheckSetting

from .places import Place


@dataclass(frozen=True)
class Finding:
    """One thing that a check has found in an article.

    `check` is a value of `models.Check`, `level` one of `CheckSetting.Level` (given by `inspection`), `sentence` is in
    the language of whoever asked; `other` is the key of another article that it is about, None where there is none.
    """

    check: str
    article: Article
    place: Place
    sentence: str
    other: int | None = None
    level: str = ""

    @property
    def is_blocking(self) -> bool:
        return self.level == CheckSetting.Level.BLOCKING
