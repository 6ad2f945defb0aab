"""Damaged Founder trees: nothing raises, every file is accounted for, nothing is stored that nobody wrote.

FUZZ=10000 tries so many damaged trees (`make fuzz`); without it some ten seconds' worth are tried.
"""

import os
import re
from dataclasses import dataclass

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

from articles.archive import exporting
from articles.archive.decoding import Undecodable, decode
from articles.archive.readers import founder_classic, founder_new
from articles.archive.records import PublicationRecord, to_json
from articles.archive.report import Report
from articles.models import Article, ArticleVersion, Photo
from editions.models import Edition, Page, Publication

from .archives import SCHEMA, FakeSource, load
from .conftest import REPOSITORY
from .founder.classic import rendered_classic
from .founder.damage import damaged
from .founder.new_generation import rendered_new
from .founder_strategies import founder_editions, variations

GENERATIONS = ["A", "B", "C", "D"]
READERS = {"founder-classic": founder_classic, "founder-new": founder_new}
PAPER = PublicationRecord("morning", "砚溪晨报")
ROOT = re.compile(r"([^/]+)/(?:html|pc|pad)/")
VIEW = re.compile(r"\.html?$|\.xml$")
# What scripts and markup hold, of which nothing is the paper's.
FRAME = [
    *("document.write", "drawLine", "substring(", "goPrePeriod", "zoomIn", "function ", "_hmt"),
    *("<script", "<SCRIPT", "<style", "<STYLE", "<!--", "-->", "enpproperty"),
]
SHARED = REPOSITORY.parent / "shared" / "samples"

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Tree:
    """A tree of files under a name that a failure shows, and the paper that it is of."""

    name: str
    files: dict[str, bytes]
    paper: PublicationRecord = PAPER


def trees_of_seeds() -> list[Tree]:
    """Every folder of seeds/ that holds pages of HTML, each as one tree."""
    found = []
    for folder in sorted((REPOSITORY / "seeds").iterdir()):
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
        if any(path.suffix in (".htm", ".html") for path in paths):
            files = {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in paths}
            root = next(filter(None, map(ROOT.search, files)))
            found.append(Tree(folder.name, files, PublicationRecord(root[1], "砚溪")))
    return found


def trees_of_samples() -> list[Tree]:
    """The real pages, each kind at a place where its system would have put it."""
    places = {
        "founder-classic": lambda at, name: f"sample/html/2023-02/10/{name.rpartition('-')[2]}",
        "peoples-daily": lambda at, name: f"sample/html/2017-10/16/{name[name.index('nbs') :]}",
        "founder-pad": lambda at, name: f"sample/pad/content/202302/11/content_{211240 + at}.html",
    }
    found = []
    for kind, place in places.items():
        paths = sorted((SHARED / kind).glob("*.htm*")) if (SHARED / kind).is_dir() else []
        if paths:
            found.append(Tree(kind, {place(at, path.name): path.read_bytes() for at, path in enumerate(paths)}))
            found.append(Tree(f"{kind}, flat", {path.name: path.read_bytes() for path in paths}))
    return found


SEEDS, SAMPLES = trees_of_seeds(), trees_of_samples()
EXAMPLES = int(os.environ.get("FUZZ") or 150) // (len(GENERATIONS) + len(SEEDS) + len(SAMPLES)) + 1
# A smaller tree says little more than the one that failed, and looking for it takes minutes.
BOUNDED = settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def known_trees(trees: list[Tree], reason: str):
    if not trees:
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    return [pytest.param(tree, id=tree.name) for tree in trees]


@st.composite
def damages(draw, files: dict[str, bytes]):
    """The tree with up to three of its views damaged, and perhaps some of its files gone or exchanged."""
    views = [name for name in files if VIEW.search(name)]
    files = dict(files)
    for name in draw(st.lists(st.sampled_from(views), min_size=1, max_size=3, unique=True)):
        files[name] = damaged(files[name], draw(st.lists(st.integers(0, 2**32), min_size=1, max_size=3)))
    for name in draw(st.lists(st.sampled_from(sorted(files)), max_size=1)):
        if len(files) > 1:
            del files[name]
    views = [name for name in views if name in files]
    if len(views) > 1 and draw(st.integers(0, 5)) == 0:
        first, second = draw(st.lists(st.sampled_from(views), min_size=2, max_size=2, unique=True))
        files[first], files[second] = files[second], files[first]
    return files


def examine(files: dict[str, bytes], paper: PublicationRecord = PAPER) -> None:
    """Read and load a damaged tree by each reader that takes it for its own, and look at what came of it."""
    source = FakeSource(files)
    for reader in READERS.values():
        if not reader.recognises(source):
            continue
        for model in (ArticleVersion, Article, Edition, Publication, Photo):
            model.objects.all().delete()
        report = Report()
        editions = list(reader.read(source, report, paper))
        report.account_for(source)
        assert {entry.name for entry in report.files} == set(files)
        for edition in editions:
            assert_nothing_of_the_frame(to_json(edition), files)
        loaded = load(*editions, source=source)
        assert_whole(editions, loaded)
        for text in (note for each in (report, loaded) for note in (*each.warnings, *each.errors)):
            assert "\x00" not in text.path + text.message


def assert_whole(editions, report: Report) -> None:
    """Each edition is stored with all its pages and articles, or said to be refused and nothing of it is stored."""
    stored = {(edition.publication.slug, edition.date, edition.label) for edition in Edition.objects.all()}
    told = {(entry.publication, entry.date, entry.label) for entry in report.editions}
    assert {(slug, str(day), label) for slug, day, label in stored} == told
    identities = {edition.identity for edition in editions}
    assert stored <= identities
    if stored < identities:
        assert report.errors
    if not report.errors and len(editions) == len(identities):
        assert Page.objects.count() == sum(len(edition.pages) for edition in editions)
        assert Article.objects.count() == sum(len(page.articles) for edition in editions for page in edition.pages)
    for _edition, record in exporting.editions(Edition.objects.all()):
        values = to_json(record)
        Draft202012Validator(SCHEMA).validate(values)
        assert_clean(values)


PATHS = {"file", "facsimile", "pdf", "source_url"}


def strings(values):
    """Every text within JSON values; the paths of files, which are as the damage left them, are none."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, list | dict):
        named = values.items() if isinstance(values, dict) else (("", value) for value in values)
        for name, value in named:
            if name not in PATHS:
                yield from strings(value)


def assert_clean(values) -> None:
    for text in strings(values):
        assert "\ufffd" not in text
        assert "\x00" not in text


def assert_nothing_of_the_frame(values, files: dict[str, bytes]) -> None:
    """No replacement character, no NUL, and no word of a script or mark unless the damage has bared it."""
    assert_clean(values)
    for word in FRAME:
        bared = any(word in visible(content) for name, content in files.items() if VIEW.search(name))
        assert bared or not [text for text in strings(values) if word in text]


def visible(content: bytes) -> str:
    """What a browser shows of a file."""
    try:
        tree = LexborHTMLParser(decode(content, "gb18030"))
    except Undecodable:
        return ""
    tree.strip_tags(["script", "style"])
    return tree.body.text() if tree.body else ""


@pytest.mark.parametrize("generation", GENERATIONS)
@given(data=st.data())
@BOUNDED
def test_a_damaged_tree_is_read_as_far_as_it_goes(generation, data):
    edition = data.draw(founder_editions(generation))
    variation = data.draw(variations(generation, edition))
    render = rendered_new if generation == "D" else rendered_classic
    examine(data.draw(damages(render(edition, variation))))


@pytest.mark.parametrize("tree", known_trees(SEEDS, "no pages of HTML are under seeds/"))
@given(data=st.data())
@BOUNDED
def test_damaged_seeds_are_read_as_far_as_they_go(tree, data):
    examine(data.draw(damages(tree.files)), tree.paper)


@pytest.mark.parametrize(
    "tree", known_trees(SAMPLES, "the real samples (../shared beside the repository) are not here")
)
@given(data=st.data())
@BOUNDED
def test_damaged_real_pages_are_read_as_far_as_they_go(tree, data):
    examine(data.draw(damages(tree.files)), tree.paper)
