"""Founder's digital edition since 2017: pc/layout/202103/12/node_01.html, pc/content/…, and their twins under pad/."""

from ..records import PublicationRecord
from .founder import tree
from .founder.addresses import CLASSIC, NEW

DESCRIPTION = "digital editions of Founder's new generation: pc/layout/202103/12/node_01.html, pc/content/…, pad/…"


def recognises(source) -> bool:
    """Whether some file lies in a folder such as pc/layout/202103/12/, or is a saved page of that generation."""
    return tree.recognises(source, NEW, CLASSIC)


def read(source, report, publication: PublicationRecord | None = None):
    """The editions in the order of their dates. Raises ArchiveError where the paper is not known."""
    yield from tree.Tree(source, report, NEW).read(publication)


def texts(source, report, publication: PublicationRecord | None = None):
    """The visible text of every article's file, for an audit."""
    yield from tree.Tree(source, report, NEW).texts(publication)
