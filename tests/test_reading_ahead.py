"""Reading in another process gives what reading in this one gives, and leaves no process behind."""

import multiprocessing

import pytest

from articles.archive.readers import ahead, founder_classic
from articles.archive.report import Report
from articles.archive.sources import open_source

from .bench import archive


@pytest.fixture
def twelve_days(tmp_path):
    archive.write(tmp_path, 12, pages=2, articles=2, characters=200)
    (tmp_path / "evening" / "html" / "2010-01" / "03" / "content_1.htm").write_bytes(b"\xff\xff")
    return open_source(tmp_path)


def read(source):
    report = Report()
    editions = list(founder_classic.read(source, report))
    report.account_for(source)
    return editions, report.as_json()


def test_another_process_reads_what_this_one_does(twelve_days, monkeypatch):
    apart = read(twelve_days)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 1)
    here = read(twelve_days)
    assert len(apart[0]) == 12
    assert apart == here
    assert [note["path"] for note in apart[1]["errors"]] == ["evening/html/2010-01/03/content_1.htm"]


def test_a_process_that_is_ended_from_outside_ends_the_reading_with_a_sentence(twelve_days):
    editions = founder_classic.read(twelve_days, Report())
    next(editions)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(OSError, match="a process that was reading was ended from outside"):
        list(editions)


def test_a_reading_that_is_given_up_leaves_no_process(twelve_days):
    editions = founder_classic.read(twelve_days, Report())
    next(editions)
    assert multiprocessing.active_children()
    editions.close()
    assert not multiprocessing.active_children()
