"""What the checks compare texts with: shingles, jump lines, word lists and their files. No database."""

import random

import pytest

from articles import richtext
from articles.checks import word_list_file
from articles.checks.likeness import ALIKE, alike, likeness, sketch
from articles.checks.word_list import Term, WordList
from articles.checks.word_list_file import BadLine
from articles.jump_lines import FROM, TO, Ends, JumpLine, ends, jump_lines

CHANCE = random.Random(8)
CHARACTERS = [chr(code) for code in range(0x4E00, 0x5A00)]


def prose(length):
    return "".join(CHANCE.choices(CHARACTERS, k=length))


def changed(text, times):
    """The text with `times` of its characters replaced by others."""
    characters = list(text)
    for at in CHANCE.sample(range(len(text)), times):
        characters[at] = "變"
    return "".join(characters)


def jaccard(one, other):
    """The exact similarity of two texts by their runs of four characters."""
    sets = [{text[at : at + 4] for at in range(len(text) - 3)} for text in (one, other)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


# Likeness


@pytest.mark.parametrize("length", [60, 200, 1500, 8000])
@pytest.mark.parametrize("share", [0, 0.01, 0.03, 0.1, 1])
def test_sketches_estimate_the_similarity_of_the_sets(length, share):
    text = prose(length)
    other = changed(text, int(length * share))
    assert likeness(sketch(text), sketch(other)) == pytest.approx(jaccard(text, other), abs=0.12)


def test_texts_shorter_than_a_sketch_are_compared_exactly():
    text = prose(150)
    other = changed(text, 5)
    assert likeness(sketch(text), sketch(other)) == pytest.approx(jaccard(text, other))


def test_markup_punctuation_and_spaces_make_no_difference():
    text = prose(100)
    marked = f"<p>{text[:30]}，<strong>{text[30:60]}</strong> </p><h3>{text[60:]}&amp;</h3>"
    assert sketch(marked) == sketch(text)


def test_nearly_the_same_texts_are_found_likest_first_and_no_text_by_itself():
    first, second = prose(1000), prose(1000)
    others = [(1, first), (2, changed(first, 20)), (3, changed(first, 2)), (4, second), (5, changed(first, 500))]
    assert alike([(1, first), (9, prose(1000)), (4, second)], others) == {1: [3, 2]}


def test_short_and_empty_texts_are_like_nothing():
    assert alike([(1, "今天晴。"), (2, "")], [(3, "今天晴。"), (4, "")]) == {}
    assert (likeness((), ()), ALIKE > 0) == (0.0, True)


# Jump lines


@pytest.mark.parametrize(
    ("text", "direction", "page", "printed"),
    [
        ("（下转A02版）", TO, "A000002", "A02"),
        ("（上接Ａ０１版）", FROM, "A000001", "Ａ０１"),
        ("下转 第3版", TO, "000003", "3"),
        ("下转第三版", TO, "000003", "三"),
        ("上接第十二版", FROM, "000012", "十二"),
        ("上接二十版", FROM, "000020", "二十"),
        ("上接一版", FROM, "000001", "一"),
        ("下转：03 版", TO, "000003", "03"),
    ],
)
def test_jump_lines_are_read_in_every_form(text, direction, page, printed):
    (line,) = jump_lines(f"正文。{text}")
    assert (line.direction, line.page, line.printed_page) == (direction, page, printed)


def test_a_jump_line_knows_its_place():
    assert list(jump_lines("完。（上接1版）又（下转2版）")) == [
        JumpLine(FROM, "000001", "1", "上接1版", 3),
        JumpLine(TO, "000002", "2", "下转2版", 10),
    ]


@pytest.mark.parametrize("text", ["", "下转", "上接版", "他接着转了三圈", "第2版", "下转页", "见A02版", "下转-3版"])
def test_prose_is_no_jump_line(text):
    assert list(jump_lines(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", Ends()),
        ("渡口通了新车，由此可见一斑。", Ends()),
        ("车流好转一些。", Ends()),
        ("（A05）", Ends(announces="A05")),
        ("详见A5版", Ends(announces="A5")),
        ("【下转第二版】", Ends(announces="2")),
        ("渡口通了新车。（下转A-02版）", Ends(goes_on="A-02")),
        ("渡口通了新车。紧接4版", Ends(goes_on="4")),
        ("渡口通了新车。转第十二版《江边》", Ends(goes_on="12")),
        ("渡口通了新车。（详见A5版）", Ends()),
        ("（上接第三版）渡口通了新车。", Ends(arrives="3")),
        ("接A01版 渡口通了新车。（转Ｂ０２版）", Ends(goes_on="Ｂ０２", arrives="A01")),
        (f"下转A02版{'江' * 60}", Ends()),
    ],
)
def test_the_ends_of_a_text_name_pages_in_the_papers_many_wordings(text, said):
    assert ends(text) == said


# Word lists


def found(terms, text):
    return [(offset, term.term) for offset, term in WordList(Term(*each) for each in terms).found_in(text)]


def test_every_occurrence_is_found_and_terms_within_terms_too():
    terms = [("渡口", "wrong"), ("渡口镇", "forbidden"), ("A股", "wrong"), ("𠮷野", "wrong")]
    assert found(terms, "渡口镇的渡口，A股𠮷野") == [
        (0, "渡口"),
        (0, "渡口镇"),
        (4, "渡口"),
        (7, "A股"),
        (9, "𠮷野"),
    ]


def test_a_line_break_parts_no_term_and_counts_as_a_character():
    assert found([("渡口通车", "wrong"), ("新路", "wrong")], "昨日渡口\n通车\n走新\n路") == [
        (2, "渡口通车"),
        (9, "新路"),
    ]


def test_an_empty_list_finds_nothing_and_of_two_the_later_counts():
    assert (found([], "渡口"), found([("渡口", "wrong")], "")) == ([], [])
    (place,) = WordList([Term("渡口", "wrong"), Term("渡口", "forbidden", "码头")]).found_in("渡口")
    assert place == (0, Term("渡口", "forbidden", "码头"))


def test_ten_thousand_terms_find_what_a_plain_search_finds():
    terms = sorted({prose(CHANCE.randint(1, 4)) for _each in range(10_000)})
    text = prose(1500)
    plain = {(at, term) for term in terms for at in range(len(text)) if text.startswith(term, at)}
    assert set(found([(term, "wrong") for term in terms], text)) == plain


def test_paragraphs_are_the_visible_text_of_each_block():
    body = (
        "<h3>小题</h3><p>渡<strong>口</strong>通<br>车&lt;b&gt;&amp;lt;</p><ul><li>甲<ul><li>乙</li></ul></li></ul>"
        '<table><tbody><tr><td colspan="2">丙</td><td>丁</td></tr></tbody></table><blockquote><p>戊</p></blockquote>'
    )
    assert richtext.canonical(body) == body
    assert richtext.paragraphs(body) == ["小题", "渡口通\n车<b>&lt;", "甲", "乙", "丙", "丁", "戊"]
    assert richtext.paragraphs("") == []


# Their files

LINES = '其它,易错词,其他\r\n某词,禁用词\r\n帐号,wrong,"账号，或""户头"""'
TERMS = [Term("其它", "wrong", "其他"), Term("某词", "forbidden", ""), Term("帐号", "wrong", '账号，或"户头"')]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("heading", ["", "term,kind,suggestion\n", "词语,类别,建议\r\n"])
def test_a_file_is_read_in_the_encodings_of_offices(encoding, heading):
    read = word_list_file.read((heading + LINES).encode(encoding))
    assert (read.terms, read.bad) == (TERMS, [])


def test_bad_lines_are_named_and_cost_no_other_line():
    lines = [
        "其它,易错词,其他",
        "",
        ",易错词,没有词",
        "帐号,错别字,账号",
        '"没有收尾,易错词,x',
        "其它,禁用词,重复",
        "词" * 101 + ",禁用词",
        "多列,易错词,一,二",
        "零\x00字,禁用词",
        "\ufeff 末尾 ,禁用,",
    ]
    read = word_list_file.read("\n".join(lines).encode())
    assert read.terms == [Term("其它", "wrong", "其他"), Term("末尾", "forbidden", "")]
    assert [(line.number, line.text) for line in read.bad] == [(n, lines[n - 1]) for n in (3, 4, 5, 6, 7, 8, 9)]
    assert read.bad[3] == BadLine(6, "其它,禁用词,重复", "该词已见于第1行。")
    assert all(line.why for line in read.bad)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n,,\r\n", b"term,kind,suggestion"])
def test_a_file_without_terms_holds_none(content):
    read = word_list_file.read(content)
    assert (read.terms, read.bad) == ([], [])


def test_what_is_no_text_is_refused():
    with pytest.raises(ValueError, match="decode"):
        word_list_file.read(b"\xff\xd8\xff\xe0\x00\x10JFIF\x80\xff")
