"""Importing what cannot be: a number, a label, a region that no row can hold; the rest is stored all the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from articles.archive.records import PageRecord, PhotoRecord, PublicationRecord, RegionRecord
from articles.models import Article, ImportRun, Photo, PhotoCaption
from editions.models import Edition, Page, Publication

from .archives import (
    PAPER,
    SQUARE,
    FakeSource,
    an_article,
    an_edition,
    imported,
    load,
    messages,
    outcomes,
    run_import,
    write_jsonl,
)
from .factories import picture

pytestmark = pytest.mark.django_db


def errors(report):
    return [(note.path, note.message) for note in report.errors]


@pytest.mark.parametrize("number", [0, -3, 2_147_483_648])
def test_a_running_number_that_is_none_is_dropped(number):
    report = load(replace(an_edition(), number=number))
    assert Edition.objects.get().number is None
    assert messages(report) == [f"{number} is not a running number and was dropped"]


def test_a_last_date_before_the_first_is_dropped():
    edition = an_edition()
    report = load(replace(edition, through=edition.date - timedelta(days=1)))
    assert Edition.objects.get().through is None
    assert messages(report) == ["a last date of 2024-02-29 is before the first and was dropped"]
    assert messages(load(replace(edition, date=date(2024, 4, 1), through=date(2024, 4, 1)))) == []


def test_an_edition_whose_label_is_none_is_an_error_and_the_next_is_stored():
    report = load(an_edition(label="Extra!"), an_edition(on=date(2024, 3, 2)))
    assert errors(report) == [
        (
            "morning 2024-03-01 Extra!",
            "nothing of this edition was stored: “Extra!” is not a label: up to 20 lower-case letters, digits and "
            "hyphens make one",
        )
    ]
    assert Edition.objects.get().date == date(2024, 3, 2)


@pytest.mark.parametrize("number", [0, -1, 10**12])
def test_an_articles_number_that_is_none_is_given_anew(number):
    report = load(an_edition(an_article("甲", number=number), an_article("乙", number=4)))
    assert sorted(Article.objects.values_list("headline", "number")) == [("乙", 4), ("甲", 5)]
    assert messages(report) == [f"{number} is not an article's number; another was given"]


def test_a_region_on_a_page_that_cannot_be_is_dropped():
    report = load(an_edition(an_article(regions=(SQUARE, RegionRecord(SQUARE.points, page="A/1")))))
    assert Article.objects.get().regions.count() == 1
    assert messages(report) == [
        "a region was dropped: “A/1” is not a page number: letters, digits and hyphens make one."
    ]


def test_a_fact_of_the_frame_that_is_too_long_is_said_and_the_others_kept():
    frame = replace(PAPER.frame, postcode="0" * 300)
    report = load(an_edition(publication=replace(PAPER, frame=frame)))
    paper = Publication.objects.get()
    assert (paper.publisher, paper.postcode) == ("晨报社", "")
    assert [(text.text, text.reason) for text in report.unplaced] == [("0" * 300, "a postcode that is too long")]
    (message,) = messages(report)
    assert message.startswith("the paper's postcode is longer than ")


def test_a_home_page_that_is_a_script_is_said_and_not_linked():
    load(an_edition(publication=replace(PAPER, frame=replace(PAPER.frame, home_page="https://paper.example/"))))
    assert Publication.objects.get().home_page == "https://paper.example/"
    other = PublicationRecord("evening", "晚报", replace(PAPER.frame, home_page="javascript:alert(1)"))
    report = load(an_edition(publication=other))
    assert Publication.objects.get(slug="evening").home_page == ""
    assert [(text.text, text.reason) for text in report.unplaced] == [
        ("javascript:alert(1)", "a home page that is no web address")
    ]


def test_a_paper_that_cannot_be_is_an_error_beside_papers_that_can(tmp_path):
    path = write_jsonl(
        tmp_path / "x.jsonl", an_edition(), an_edition(publication=PublicationRecord("search", "搜索报"))
    )
    report, _output = imported(path)
    (error,) = report["errors"]
    assert (error["path"], error["message"].split(":")[0]) == ("search 2024-03-01", "The paper search")
    assert Publication.objects.get().slug == "morning"


def test_nothing_but_a_paper_that_cannot_be_is_refused(tmp_path):
    path = write_jsonl(tmp_path / "x.jsonl", an_edition(publication=PublicationRecord("search", "搜索报")))
    code, message = run_import(path)
    assert (code, message.split(":")[0]) == (2, "The paper search")
    assert not ImportRun.objects.exists()


def test_an_edition_that_comes_twice_is_put_together_and_said():
    report = load(an_edition(an_article("甲")), an_edition(an_article("甲"), an_article("乙")))
    assert list(Article.objects.order_by("order").values_list("headline", flat=True)) == ["甲", "乙"]
    assert messages(report) == ["comes more than once in this source; what is read is put together"]


def test_one_id_on_two_pages_is_two_articles():
    first = an_edition(an_article("甲", source_id="7"))
    edition = replace(first, pages=(*first.pages, PageRecord("A02", (an_article("甲又一次", source_id="7"),))))
    load(edition)
    assert list(Article.objects.order_by("number").values_list("headline", "page__number")) == [
        ("甲", "A01"),
        ("甲又一次", "A02"),
    ]
    assert outcomes(load(edition)) == {"unchanged": 2}


def test_a_picture_that_is_another_than_its_digest_says_is_taken_and_said():
    photo = PhotoRecord("p.jpg", sha256="0" * 64, caption="一")
    report = load(an_edition(an_article(photos=(photo,))), source=FakeSource({"p.jpg": picture()}))
    assert PhotoCaption.objects.get().photo.sha256 == Photo.objects.get().sha256 != "0" * 64
    assert messages(report) == ["is another picture than its digest says"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg/>", "is not a picture of a known kind: JPEG, PNG, GIF, WEBP, TIFF, BMP"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "is not a picture of a known kind: JPEG, PNG, GIF, WEBP, TIFF, BMP"),
        (picture()[:20], "is not a picture"),
    ],
)
def test_what_is_no_picture_is_named(data, message):
    report = load(an_edition(an_article(photos=(PhotoRecord("p.jpg"),))), source=FakeSource({"p.jpg": data}))
    ((path, reason),) = errors(report)
    assert path == "p.jpg"
    assert reason.startswith(message)
    assert not Photo.objects.exists()


def test_a_page_number_whose_order_cannot_be_kept_leaves_out_that_page_alone():
    edition = an_edition()
    report = load(replace(edition, pages=(*edition.pages, PageRecord("A1" * 90, (an_article("乙"),)))))
    assert Page.objects.get().number == "A01"
    ((_path, message),) = errors(report)
    assert message.startswith("page A1A1")
    assert Article.objects.count() == 1
