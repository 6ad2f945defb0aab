"""The sample archives of Founder's two generations read as a person who looks at their pages would store them."""

import json
from pathlib import Path

import pytest

from articles.archive.readers import founder_classic, founder_new
from articles.archive.records import to_json
from articles.archive.report import Report
from articles.archive.sources import open_source

ROOT = Path(__file__).parent.parent
CLASSIC = ("yanxi-evening-classic", founder_classic, "founder_classic.json")
NEW = ("yanxi-daily-new", founder_new, "founder_new.json")


def read(folder, reader):
    source, report = open_source(ROOT / "seeds" / folder), Report()
    editions = [json.loads(json.dumps(to_json(edition))) for edition in reader.read(source, report, None)]
    report.account_for(source)
    return editions, report, set(source.names())


def rounded(value):
    """Regions to the hundredth: the picture's proportions decide the last places of a height."""
    if isinstance(value, dict):
        return {
            name: [[round(x, 2), round(y, 2)] for x, y in inner] if name == "points" else rounded(inner)
            for name, inner in value.items()
        }
    return [rounded(inner) for inner in value] if isinstance(value, list) else value


def without_missing_files(editions, held):
    """A picture that is named but not in the archive is none."""
    for edition in editions:
        for page in edition["pages"]:
            for article in page["articles"]:
                for photo in article.get("photos", ()):
                    if photo.get("file") not in held:
                        photo.pop("file", None)
    return editions


@pytest.mark.parametrize(("folder", "reader", "golden"), [CLASSIC, NEW])
def test_the_seeds_read_as_a_person_would_store_them(folder, reader, golden):
    editions, report, held = read(folder, reader)
    expected = json.loads((ROOT / "tests" / "golden" / golden).read_text(encoding="utf-8"))
    assert rounded(without_missing_files(editions, held)) == rounded(without_missing_files(expected, held))
    assert report.errors == []
    assert {entry.name for entry in report.files} == held


def test_the_classic_archive_says_what_it_lacks():
    _editions, report, _held = read(*CLASSIC[:2])
    assert [(note.path.rpartition("/")[2], note.message) for note in report.warnings] == [
        ("content_20112.htm", "goes on at page A04, where no article comes from page A03"),
        ("period.xml", "names an edition of 2012-05-17, which is not in the archive"),
    ]
    assert [(text.text, text.reason) for text in report.unplaced] == [("③19", "a mark of the composing room")]


def test_the_new_archive_says_what_it_lacks():
    _editions, report, _held = read(*NEW[:2])
    assert [(note.path.rpartition("/")[2], note.message) for note in report.warnings] == [
        ("content_611210.html", "comes from page 01, where no article goes on at this page"),
        ("period.xml", "names 15/node_01.html of 2021-03-15, which is not in the archive"),
    ]
    assert [(text.text, text.reason) for text in report.unplaced] == [("②07", "a mark of the composing room")]
