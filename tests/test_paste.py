"""What Word and WPS put on the clipboard becomes a body of the paper's own: all of the text, nothing of theirs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles import clipboard
from articles.richtext import canonical, plain_text
from tests.copies import COPIES, copied, expected

# Printed numbers that a list shows by itself; what a colleague deleted or remarked is no text.
UNPRINTED = (
    "style, title, xml, del, .MsoCommentReference, [style*='mso-element:comment-list'], [style*='mso-list:Ignore']"
)
SHOWN_AS_TEXT = {"word-lists": ["3)", "一、", "二、", "（1）"], "wps-lists-and-table": ["一、", "二、"]}


def characters(text: str) -> list[str]:
    return sorted(re.sub(r"\s", "", text))


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_becomes_a_body_of_the_papers_own(name):
    assert canonical(copied(name)) == expected(name)
    assert canonical(expected(name)) == expected(name)


@pytest.mark.parametrize("name", COPIES)
def test_no_character_is_lost_and_none_comes_to_it(name):
    page = LexborHTMLParser(copied(name)).body
    for node in page.css(UNPRINTED):
        node.decompose()
    printed = page.text() + "".join(SHOWN_AS_TEXT.get(name, ()))
    assert characters(plain_text(canonical(copied(name)))) == characters(printed)


def test_every_copy_is_known_for_what_it_is():
    assert [name for name in COPIES if not clipboard.is_from_a_word_processor(copied(name))] == []
    assert not clipboard.is_from_a_word_processor('<p>mso- 与 class=Mso</p><p class="lead">文</p>')
    assert {name: clipboard.pictures(copied(name)) for name in COPIES if clipboard.pictures(copied(name))} == {
        "word-online": 1,
        "word-pictures": 1,
        "wps-pictures": 2,
    }


@given(st.sampled_from(COPIES), st.integers(0, 9000), st.integers(0, 9000))
def test_part_of_a_copy_is_canonical_after_one_pass(name, start, length):
    body = canonical(copied(name)[start : start + length])
    assert canonical(body) == body
    assert not clipboard.is_from_a_word_processor(body)


@pytest.mark.parametrize("run", ["<a class=", "class=a ", "<!--", "mso-list:", " level", "style=\"style='", "<"])
def test_what_is_long_and_never_ends_is_read_in_one_go(run):
    """Whoever pastes half a million such characters waits for a moment, not for the rest of the day."""
    for html in (f"<a {run * (500_000 // len(run))}", f"<p class=MsoNormal style='{run * (500_000 // len(run))}"):
        assert clipboard.pictures(html) == 0
        assert clipboard.is_from_a_word_processor(html) == ("MsoNormal" in html)
        canonical(html)


@pytest.mark.parametrize("tag", ["p style='mso-list:l0 level9'", "span style='mso-x:y;font-weight:bold'", "h1", "o:p"])
def test_thousands_of_nested_marks_do_no_harm(tag):
    assert "底" in canonical(f"<p class=MsoNormal><{tag}>" + f"<{tag}>" * 3000 + "底")
