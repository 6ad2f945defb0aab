"""What an audit compares with the database: the visible text of one article of an archive, and where it is to be."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ArticleText:
    """The lines that a reader sees of an article in the file at `path`.

    The article is known by its source's own id, or else by its page and headline.
    """

    path: str
    publication: str
    day: date
    label: str = ""
    source_id: str = ""
    page: str = ""
    headline: str = ""
    lines: tuple[str, ...] = ()
