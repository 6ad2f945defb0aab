"""The body's canonical form: what is allowed stays, what is not goes, and a second time changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext import _of_any, blocks, canonical, from_text, plain_text

CASES = {
    "plain text becomes a paragraph": ("渡口", "<p>渡口</p>"),
    "old tags and indents": ("<P>　　第一段&nbsp;&nbsp;<B>粗</B><i>  </i></P>", "<p>第一段 <strong>粗</strong></p>"),
    "a division is a paragraph, or holds some": ("<div>一<p>二</p>三</div>", "<p>一</p><p>二</p><p>三</p>"),
    "every heading is a subhead": ("<h1>题</h1><h6>目</h6>", "<h3>题</h3><h3>目</h3>"),
    "scripts and event attributes are gone": (
        "<script>alert(1)</script><p onclick='x()' style='color:red'>文<style>p{}</style></p><iframe src=x></iframe>",
        "<p>文</p>",
    ),
    "only safe links": (
        "<p><a href='javascript:x()'>甲</a><a href='HTTP://a.example/?x=1&amp;y=2' target=_blank>乙</a></p>",
        '<p>甲<a href="HTTP://a.example/?x=1&amp;y=2">乙</a></p>',
    ),
    "empty blocks are dropped": ("<p> </p><p><br></p><p>　</p><ul><li></li></ul><p>文</p>", "<p>文</p>"),
    "a table keeps its spans": (
        "<table border=1><tr><th colspan=2>甲</th></tr><tr><td>乙<p>丙</p></td><td></td></tr></table>",
        '<table><tbody><tr><th colspan="2">甲</th></tr><tr><td>乙<br>丙</td><td></td></tr></tbody></table>',
    ),
    "a quotation holds paragraphs": ("<blockquote>引</blockquote>", "<blockquote><p>引</p></blockquote>"),
    "lists nest": ("<ol><li>一<ul><li>二</li></ul></li></ol>", "<ol><li>一<ul><li>二</li></ul></li></ol>"),
    "signs are escaped": ('<p>1 &lt; 2 &amp; 3 > 2 "引"</p>', '<p>1 &lt; 2 &amp; 3 &gt; 2 "引"</p>'),
    "invisible marks are gone": ("<p>渡\u200b口\ufeff</p>", "<p>渡口</p>"),
    "a full-width space within stays": ("<p>柳　岸</p>", "<p>柳　岸</p>"),
    "characters beyond the first plane stay": ("<p>𠮷野家😀</p>", "<p>𠮷野家😀</p>"),
    "nothing is nothing": ("<p>&nbsp;</p><!-- x -->", ""),
}


@pytest.mark.parametrize(("given_html", "expected"), CASES.values(), ids=CASES)
def test_canonical_form(given_html, expected):
    assert canonical(given_html) == expected
    assert canonical(expected) == expected


tags = (
    *("p", "h1", "h3", "b", "strong", "em", "i", "u", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th"),
    *("blockquote", "br", "sub", "sup", "a", "div", "span", "pre", "center", "font"),
)
tokens = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in tags] + [f"</{tag}>" for tag in tags]),
    st.sampled_from(
        ["<a href='http://a.example/'>", "<td colspan=3>", "&nbsp;", "&lt;", "&amp;lt;", "\u3000", " ", "\n", "<!--"]
    ),
    st.text(max_size=5),
)


@given(st.lists(tokens, max_size=30).map("".join))
def test_any_html_is_canonical_after_one_pass(html):
    once = canonical(html)
    assert canonical(once) == once


@given(st.lists(st.text(min_size=1, max_size=20), max_size=6))
def test_no_character_of_plain_paragraphs_is_lost(paragraphs):
    visible = "".join(filter(str.isalnum, "".join(paragraphs)))
    assert "".join(filter(str.isalnum, plain_text(from_text(paragraphs)))) == visible


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td"])
def test_thousands_of_nested_elements_do_no_harm(tag):
    assert "底" in canonical(f"<{tag}>" * 3000 + "底")


def test_plain_text_has_a_line_for_every_block():
    assert plain_text("<h3>题</h3><p>一<br>二 &amp; 三</p><ul><li>甲</li></ul>") == "题\n一\n二 & 三\n甲"


PARAGRAPHS = st.lists(
    st.tuples(
        st.sampled_from(["p", "P", "h3", "H3"]),
        st.lists(
            st.sampled_from(
                [
                    "渡口",
                    " ",
                    "　",
                    "&nbsp;",
                    "\u00a0",
                    "\n",
                    "\r\n",
                    "&amp;",
                    "&lt;",
                    "&gt;",
                    '"',
                    "a",
                    "\u200b",
                    "\ufffd",
                    "柳 岸",
                ]
            ),
            max_size=6,
        ).map("".join),
    ),
    min_size=1,
    max_size=4,
)


@given(PARAGRAPHS, st.sampled_from(["", "\n", " ", "　"]))
def test_bare_paragraphs_come_out_as_by_way_of_a_tree(paragraphs, between):
    html = between.join(f"<{name}>{text}</{name}>" for name, text in paragraphs)
    assert canonical(html) == _of_any(html.replace("\u200b", "").replace("\ufffd", ""))


def test_blocks_are_the_body_taken_apart():
    body = "<p>一</p><ul><li>二<ul><li>三</li></ul></li></ul><blockquote><p>四</p></blockquote><h3>五</h3>"
    assert blocks(body) == [
        "<p>一</p>",
        "<ul><li>二<ul><li>三</li></ul></li></ul>",
        "<blockquote><p>四</p></blockquote>",
        "<h3>五</h3>",
    ]
    assert blocks("") == []
