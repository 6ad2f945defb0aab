"""Records and their JSON: nothing is lost between them, and the JSON fits the schema."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from articles.archive import records
from articles.archive.records import ArticleRecord, CreditRecord, EditionRecord, FrameRecord, PhotoRecord, digest

from .archives import SCHEMA
from .strategies import editions


@given(editions())
def test_an_edition_survives_its_json(edition):
    values = json.loads(json.dumps(records.to_json(edition)))
    Draft202012Validator(SCHEMA).validate(values)
    assert records.from_json(EditionRecord, values) == edition


def test_keys_that_hold_nothing_are_left_out():
    assert records.to_json(ArticleRecord("题", photos=(PhotoRecord(caption="图"),))) == {
        "headline": "题",
        "photos": [{"caption": "图"}],
    }


def test_a_frame_takes_a_text_or_a_list_for_each_fact():
    frame = records.from_json(FrameRecord, {"telephone": "1", "licences": ["a", "b"], "publisher": ["甲", "社"]})
    assert frame == FrameRecord(telephone=("1",), licences=("a", "b"), publisher="甲 社")


def test_moments_are_compared_as_moments():
    here = datetime(2024, 3, 1, 6, tzinfo=timezone(timedelta(hours=8)))
    values = records.to_json(ArticleRecord("题", embargo=here))
    assert records.from_json(ArticleRecord, values).embargo == here == datetime(2024, 2, 29, 22, tzinfo=UTC)


def test_a_moment_before_the_first_year_is_refused():
    with pytest.raises(ValueError, match="is no moment between the years 1 and 9999"):
        records.from_json(ArticleRecord, {"headline": "题", "embargo": "0001-01-01T00:00:00+08:00"})


def test_the_digest_covers_what_is_printed_and_not_the_people_behind_it():
    article = ArticleRecord("题", body="<p>文</p>", photos=(PhotoRecord(caption="图", credit_line="柳岸 摄"),))
    for change in (
        {"headline": "别题"},
        {"kicker": "引"},
        {"subheadline": "副"},
        {"body": "<p>改</p>"},
        {"byline": "记者 沈一苇"},
        {"photos": (PhotoRecord(caption="图", credit_line="柳岸/摄"),)},
        {"photos": ()},
    ):
        assert digest(replace(article, **change)) != digest(article), change
    person = (CreditRecord("柳岸", "photo"),)
    for change in (
        {"credits": person},
        {"photos": (replace(article.photos[0], credits=person),)},
        {"number": 7},
        {"source_url": "html/1.htm"},
        {"keywords": ("渡口",)},
    ):
        assert digest(replace(article, **change)) == digest(article), change


def test_numbers_are_given_in_page_order_around_those_that_are_taken():
    page = records.PageRecord("A01", (ArticleRecord("甲"), ArticleRecord("乙", number=1), ArticleRecord("丙")))
    edition = EditionRecord(records.PublicationRecord("a", "甲报"), datetime(2024, 1, 1).date(), (page,))
    assert [article.number for article in records.numbered(edition).pages[0].articles] == [2, 1, 3]
