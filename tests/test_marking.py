"""What was looked for is marked in the opened article, and nothing of the article changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles.marking import with_marks
from articles.richtext import canonical
from articles.search import tokens
from articles.search.highlighting import Phrase, spans
from tests.factories import make_article, make_caption, make_credit, make_page
from tests.pages_shown import counted, links, look, texts
from tests.reader_paper import make_paper


def phrase(text: str, is_whole=False) -> Phrase:
    return Phrase(tokens.printed([text]), is_whole)


@pytest.mark.parametrize(
    ("html", "looked_for", "marked"),
    [
        ("<p>渡口的渡船</p>", ["渡"], "<p><mark>渡</mark>口的<mark>渡</mark>船</p>"),
        ("<p>渡口</p>", ["渡口", "口"], "<p><mark>渡口</mark></p>"),
        ("<p>東渡口</p>", ["东渡"], "<p><mark>東渡</mark>口</p>"),
        ("<p>六点，第一班</p>", ["六点，第一"], "<p><mark>六点，第一</mark>班</p>"),
        ("<p>清晨<em>渡</em>口</p>", ["晨渡口"], "<p>清<mark>晨</mark><em><mark>渡</mark></em><mark>口</mark></p>"),
        ('<p><a href="https://a.example/渡口?a=1&amp;b">渡口</a></p>', ["渡口"], '<p><a href="https://a.example/渡口?a=1&amp;b"><mark>渡口</mark></a></p>'),
        ("<p>渡</p><p>口</p>", ["渡口"], "<p>渡</p><p>口</p>"),
        ("<ul><li>渡</li><li>口渡口</li></ul>", ["渡口"], "<ul><li>渡</li><li>口<mark>渡口</mark></li></ul>"),
        ("东渡<br>口坐了", ["渡口"], "东<mark>渡</mark><br><mark>口</mark>坐了"),
        ("<p>A&amp;B 1 &lt; 2</p>", ["A&B"], "<p><mark>A&amp;B</mark> 1 &lt; 2</p>"),
        ("<p>amp &amp; lt</p>", ["amp"], "<p><mark>amp</mark> &amp; lt</p>"),
        ("记者 O&#x27;Neil 摄", ["O'Neil"], "记者 <mark>O&#x27;Neil</mark> 摄"),
        ("<p>x &lt;p&gt;</p>", ["p"], "<p>x &lt;<mark>p</mark>&gt;</p>"),
        ("", ["渡"], ""),
        ("<p>渡</p>", [], "<p>渡</p>"),
    ],
)  # fmt: skip
def test_what_was_looked_for_is_marked_and_its_markup_stays(html, looked_for, marked):
    assert with_marks(html, [phrase(each) for each in looked_for]) == marked


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("art in a party", "art", ["art"]),
        ("ART、smart，arts", "art", ["ART"]),
        ("第3届 30 13 3", "3", ["3", "3"]),
        ("cafe Café decafe", "café", ["cafe", "Café"]),
        ("in U.S. us U.S.A.", "U.S.", ["U.S.", "U.S."]),
        ("10㎞ 10km10", "10km", ["10㎞"]),
    ],
)
def test_a_whole_word_is_not_marked_within_another(text, word, marked):
    found = [text[first:last] for first, last in spans(text, [phrase(word, is_whole=True)])]
    assert [each.rstrip(".") for each in found] == [each.rstrip(".") for each in marked]


CHARACTERS = st.sampled_from("渡口船東东Aaé１1㎞ ，。\n&<>'")
TEXTS = st.text(CHARACTERS, min_size=1, max_size=8)
TAGS = (
    "<p> </p> <strong> </strong> <em> </em> </a> <br> <ul><li> </li><li> </li></ul> <h3> </h3> <table><tr><td> </table>"
)
MARKUP = st.lists(
    st.one_of(
        TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
        st.sampled_from([*TAGS.split(), '<a href="https://a.example/渡?a&amp;b">']),
    ),
    max_size=25,
).map("".join)
PHRASES = st.lists(TEXTS.map(phrase).filter(lambda each: each.text), min_size=1, max_size=3)


def marked_paragraphs(html: str):
    """Of each paragraph the text and which of its characters are marked, read by a browser's rules."""
    paragraphs = [[]]

    def walk(node, is_lit):
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                paragraphs[-1].extend((character, is_lit) for character in child.text_content)
            elif child.tag == "br":
                paragraphs[-1].append(("\n", None))
            else:
                is_inline = child.tag in ("strong", "em", "a", "mark")
                paragraphs.extend([] if is_inline else [[]])
                walk(child, is_lit or child.tag == "mark")
                paragraphs.extend([] if is_inline else [[]])

    walk(LexborHTMLParser(f"<body>{html}").body, False)
    return paragraphs


def read_as(text: str, phrases: list[Phrase]) -> set[int]:
    """The characters of every shortest part of a text that holds one of them."""
    found = set()
    for each in phrases:
        for first in range(len(text)):
            ends = (end for end in range(first + 1, len(text) + 1) if each.text in tokens.printed([text[first:end]]))
            if (end := next(ends, 0)) and each.text not in tokens.printed([text[first + 1 : end]]):
                found |= set(range(first, end))
    return found


@given(MARKUP, PHRASES)
def test_the_article_stays_as_it_is_and_what_is_marked_was_looked_for(html, phrases):
    body = canonical(html)
    marked = with_marks(body, phrases)
    assert re.sub("</?mark>", "", marked) == body
    plain, lit = marked_paragraphs(body), marked_paragraphs(marked)
    assert [[each[0] for each in one] for one in plain] == [[each[0] for each in one] for one in lit]
    for one in lit:
        expected = read_as("".join(character for character, _is_lit in one), phrases)
        assert [place for place, (_character, is_lit) in enumerate(one) if is_lit] == [
            place for place in sorted(expected) if one[place][1] is not None
        ]


@given(MARKUP, TEXTS.map(phrase).filter(lambda each: each.text))
def test_every_mark_is_a_part_of_what_was_looked_for(html, looked_for):
    marks = LexborHTMLParser(with_marks(canonical(html), [looked_for])).css("mark")
    for mark in marks:
        # What is looked for may stand twice in a row, or reach into itself.
        assert tokens.printed([mark.text()]) in looked_for.text * 20 or len(set(looked_for.text)) < len(looked_for.text)


def make_marked():
    article = make_article(
        make_page(),
        "东渡口坐了\n六十年船",
        kicker="渡口引题",
        subheadline="渡口副题",
        byline="本报记者 沈一苇",
        body="<p>第一段。</p><h3>渡口小标题</h3><p>清晨<strong>渡</strong>口开了 &amp; 关了。</p>",
    )
    make_credit(article)
    make_caption(article, "渡口的晨雾。", credit_line="渡口 摄")
    return article


def all_marks(tree) -> list[str]:
    return [node.html for node in tree.css("article mark") if node.parent.attributes.get("class") != "marked"]


@pytest.mark.django_db
def test_the_opened_article_shows_what_was_looked_for(client):
    article = make_marked()
    address = article.get_absolute_url()
    tree = look(client, f"{address}?q=渡口")
    assert all_marks(tree) == ['<mark id="hit">渡口</mark>'] + ["<mark>渡口</mark>"] * 5 + [
        "<mark>渡</mark>",
        "<mark>口</mark>",
    ]
    assert texts(tree, ".marked") == ["已标出： 渡口 看第一处 去掉标记"]
    assert links(tree, ".marked a") == ["#hit", address]
    assert links(tree, 'link[rel="canonical"]') == [f"http://testserver{address}"]
    assert texts(tree, ".body h2 mark") == ["渡口"]
    tree = look(client, f"/en{address}?q=byline:沈一苇 OR headline:六十年船 -渡口")
    assert all_marks(tree) == ['<mark id="hit">六十年船</mark>', "<mark>沈一苇</mark>"]
    assert texts(tree, '.byline a[rel="author"] mark') == ["沈一苇"]
    assert texts(tree, ".marked") == ["Marked: 沈一苇 六十年船 Where it stands first Take the marks away"]


@pytest.mark.django_db
def test_a_word_that_the_article_has_not_is_not_said_to_be_marked(client):
    address = make_marked().get_absolute_url()
    tree = look(client, f"{address}?q=轮渡 OR 晨雾 headline:晨雾")
    assert texts(tree, ".marked mark") == ["晨雾"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    ["", "q=", "q=轮渡", "q=date:1998", "q=-渡口", "q=%ff", "q=%00", "q=？？", "q=渡口渡口渡口", f"q={'x' * 9000}"],
)
def test_where_nothing_is_to_be_marked_the_page_is_the_plain_one(client, asked):
    address = make_marked().get_absolute_url()
    plain = client.get(address).content.decode()
    # The other languages' addresses carry whatever was asked, as on every page.
    other = client.get(f"{address}?{asked}").content.decode()
    assert re.sub(r'\?q=[^"]*"', '"', other) == plain


@pytest.mark.django_db
def test_a_result_leads_to_the_article_with_what_was_looked_for(client):
    article = make_marked()
    (link,) = links(look(client, "/search/?q=渡口 OR 轮渡 date:2024 -票价 headline:船&kind=news"), ".results h2 a")
    assert link == f"{article.get_absolute_url()}?q=%E6%B8%A1%E5%8F%A3+%E8%BD%AE%E6%B8%A1+headline%3A%E8%88%B9"
    assert texts(look(client, link), ".marked mark") == ["渡口", "船"]
    (plain,) = links(look(client, "/search/?publication=morning"), ".results h2 a")
    assert plain == article.get_absolute_url()


@pytest.mark.django_db
def test_a_photo_that_goes_by_its_caption_is_marked(client):
    article = make_article(headline="", body="", kind="photo")
    make_caption(article, "晨雾中的渡口。", ())
    tree = look(client, f"{article.get_absolute_url()}?q=渡口")
    assert (texts(tree, "h1 mark"), texts(tree, "figcaption mark")) == (["渡口"], ["渡口"])


@pytest.mark.django_db
def test_what_is_typed_is_no_markup(client):
    article = make_article(body="<p>1 &lt;script&gt; 2</p>", byline="<b>甲</b>")
    shown = client.get(f"{article.get_absolute_url()}?q=%3Cscript%3E OR byline:%3Cb%3E甲").content.decode()
    assert '<p>1 &lt;<mark id="hit">script</mark>&gt; 2</p>' in shown
    assert '<span translate="no">&lt;<mark>b&gt;甲</mark>&lt;/b&gt;</span>' in shown
    assert '<mark translate="no">&lt;script&gt;</mark>' in shown
    assert "<script>" not in shown
    assert "<b>甲" not in shown


@pytest.mark.django_db
def test_marks_ask_the_database_nothing(client):
    article = make_paper(1).articles.order_by("number").first()
    assert counted(client, f"{article.get_absolute_url()}?q=江") == counted(client, article.get_absolute_url())
