"""Founder's classic digital edition, with the People's Daily's names and cnepaper's variant: html/2012-05/18/…"""

from ..records import PublicationRecord
from .founder import tree
from .founder.addresses import CLASSIC, NEW

DESCRIPTION = "digital editions of Founder's first generation and of cnepaper: html/2012-05/18/node_2.htm, nbs.*, nw.*"


def recognises(source) -> bool:
    """Whether some file lies in a folder such as html/2012-05/18/, or is a saved page of that generation."""
    return tree.recognises(source, CLASSIC, NEW)


def read(source, report, publication: PublicationRecord | None = None):
    """The editions in the order of their dates. Raises ArchiveError where the paper is not known."""
    yield from tree.Tree(source, report, CLASSIC).read(publication)


def texts(source, report, publication: PublicationRecord | None = None):
    """The visible text of every article's file, for an audit."""
    yield from tree.Tree(source, report, CLASSIC).texts(publication)
