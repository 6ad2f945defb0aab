"""What the path of a file says: the paper's folder, the date, whether it is a page or an article, and its number.

The forms are `html/2012-05/18/node_2.htm` (classic, and cnepaper's), `nbs.D110000renmrb_01.htm` (People's Daily's) and
`pc/layout/202103/12/node_01.html` (new generation). The number of a classic `node_N` names the slot of a page
in the publishing system and says nothing about the page's printed number.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote, unquote_to_bytes

from editions.numbers import normalised

PAGE, ARTICLE, PERIODS, OTHER = "page", "article", "periods", ""

CLASSIC = re.compile(
    r"(?:^|/)(?P<legacy>(?:html\w*|content)(?:/content)?/(?P<day>(?P<y>\d{4})-(?P<m>\d{2})/(?P<d>\d{2}))/[^/]+)$", re.I
)
NEW = re.compile(
    r"(?:^|/)(?P<legacy>(?:pc|pad|wbpc|html|paper)/(?:[a-z]+/)?(?P<day>(?P<y>\d{4})(?P<m>\d{2})/(?P<d>\d{2}))/[^/]+)$",
    re.I,
)
_PAGE_FILE = re.compile(r"(?:node_|col|nbs\.D\d+[a-z]+_)(?P<slot>\w+)\.s?html?$", re.I)
_LEADS_TO_PAGE = re.compile(r"node_|nbs\.|/col|^col", re.I)
_ARTICLE_FILE = re.compile(
    r"(?:content_(?P<id>\d+(?:_\d+)*)|nw\.(?:D\d+[a-z]*_)?(?P<bid>\d{8}_\d+-\w+))\.s?html?$", re.I
)
_ABOVE_MONTHS = re.compile(r"(?:^|(?<=/))(?:html\w*|content|pc|pad|wbpc|paper)/(?:[a-z]+/)?\d{4}-?\d{2}/[^/]+$", re.I)
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


@dataclass(frozen=True)
class Address:
    """A file of a digital edition by its path.

    `root` is the folder that holds `html/`, `content/`, `pc/` or `pad/`; `legacy` the path from there on, the address
    that readers knew. `identifier` is an article's own number, `slot` what a page's file name ends with.
    """

    path: str
    kind: str
    root: str = ""
    day: date | None = None
    legacy: str = ""
    identifier: str = ""
    slot: str = ""


def address(path: str, form: re.Pattern) -> Address:
    """What a path says; a file outside of the dated folders has neither root nor legacy address."""
    name = basename(path)
    dated = form.search(path)
    root, legacy, day = "", "", None
    if dated:
        root = path[: dated.start("legacy")].rstrip("/")
        legacy = dated["legacy"]
        day = _date(dated["y"], dated["m"], dated["d"])
    else:
        day = next(filter(None, (_date(*found) for found in _DAY_IN_NAME.findall(name))), None)
    if name.lower() in ("period.xml", "page.xml", "navi.xml"):
        return Address(path, PERIODS, _ABOVE_MONTHS.sub("", path).rstrip("/"))
    # A flattened folder may put the date before the name: paper-2023-02-10-node_2.htm.
    if page := _PAGE_FILE.search(name):
        return Address(path, PAGE, root, day, legacy, slot=page["slot"])
    if article := _ARTICLE_FILE.search(name):
        return Address(path, ARTICLE, root, day, legacy, identifier=article["id"] or article["bid"])
    return Address(path, OTHER, root, day, legacy)


def article_of(href: str) -> str:
    """The number of the article that a link leads to; "" where it leads to none. `?div=` twins are one article."""
    found = _ARTICLE_FILE.search(href.split("?")[0].split("#")[0].strip())
    return (found["id"] or found["bid"]) if found else ""


@lru_cache(maxsize=4096)  # the navigation is the same around every article of a day
def page_of(href: str) -> str:
    """The file name of the page view that a link leads to; "" where it leads to none."""
    if not _LEADS_TO_PAGE.search(href):
        return ""
    name = basename(href.split("?")[0].split("#")[0].strip())
    return name if _PAGE_FILE.fullmatch(name) else ""


_DAY_IN_HREF = re.compile(r"(\d{4})-?(\d{2})[/-](\d{2})(?=/)")


def same_day(href: str, page: Address) -> bool:
    """Whether a link stays within its page's edition: footers and neighbours lead to articles of other days."""
    folder = dirname(href.split("?")[0].strip())
    if ":" in folder or folder.startswith("//"):
        return False
    if dated := _DAY_IN_HREF.search(f"{folder}/"):
        return page.day is None or _date(*dated.groups()) == page.day
    return folder in ("", ".") or not page.legacy


def legacy_beside(page: Address, href: str) -> str:
    """The legacy address of a link in a page view: beside the page, or along the way from there."""
    if not page.legacy:
        return ""
    path = normpath(join(dirname(page.legacy), href.split("?")[0].split("#")[0].strip()))
    return "" if path.startswith(("..", "/")) else path


def candidates(path: str, href: str) -> list[str]:
    """Where a linked file may lie in the archive: as written, and with its percent codes read as UTF-8 and as GBK."""
    href = href.strip().split("#")[0]
    if not href or ":" in href.split("/")[0] or href.startswith("//"):
        return []
    href = href.split("?")[0].replace("\\", "/")
    names = [href, unquote(href)]
    with suppress(UnicodeDecodeError):
        names.append(unquote_to_bytes(href).decode("gb18030"))
    found = [normpath(join(dirname(path), name)) for name in dict.fromkeys(names)]
    return [name for name in found if not name.startswith(("..", "/"))]


def number_in_name(file: str, beside: Address) -> str:
    """A page's number from its file's name, where the names carry it: nbs.D110000renmrb_01.htm, pc/…/node_01.html."""
    found = _PAGE_FILE.search(basename(file))
    carries = "nbs." in file or beside.legacy.lower().startswith(("pc/", "pad/", "wbpc/", "paper/"))
    if not found or not carries:
        return ""
    try:
        return normalised(found["slot"])
    except ValueError:
        return ""


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
