"""The language of the search: every text has an answer, every tree its text, and its page says how it is."""

import re
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import (
    EXCLUSION_AS_CHOICE,
    LONELY_OR,
    MOST_CHARACTERS,
    MOST_WORDS,
    NAMES,
    NO_DATE,
    NO_PAGE,
    NO_WORDS,
    ONLY_EXCLUSIONS,
    TOO_MUCH,
    UNCLOSED,
    All,
    Any,
    Dates,
    Form,
    Not,
    Page,
    Problem,
    Query,
    Words,
    parse,
    write,
)

from .conftest import REPOSITORY


def tree(*parts) -> Query:
    return Query(All(parts))


def whole(text: str, field: str = "") -> Words:
    return Words(text, field, is_whole=True)


# From a text to a tree


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", tree()),
        (" 　\n", tree()),
        ("渡口 轮渡", tree(Words("渡口"), Words("轮渡"))),
        ("渡口OR轮渡", tree(Words("渡口OR轮渡"))),
        ("渡口 OR 轮渡 停航", tree(Any((Words("渡口"), Words("轮渡"))), Words("停航"))),
        ("a OR b c ＯＲ d", tree(Any((whole("a"), whole("b"))), Any((whole("c"), whole("d"))))),
        ("MW U.S. ＩＳＯ", tree(whole("MW"), whole("U.S."), whole("ＩＳＯ"))),
        ('"MW" “第 1  届”', tree(Words("MW"), Words("第 1 届"))),
        ('渡口"六十年"-轮渡', tree(Words("渡口"), Words("六十年"), Not(Words("轮渡")))),
        ("「他说“走”」", tree(Words("他说'走'"))),
        ("『「走」 』", tree(Words("'走'"))),
        ("--渡口 轮渡 - 渡船", tree(Not(Words("渡口")), Words("轮渡"), Words("渡船"))),
        ("Headline:渡口", tree(Words("渡口", "headline"))),
        ("ＢＹＬＩＮＥ：　“沈 一 苇”", tree(Words("沈 一 苇", "byline"))),
        ("photo:MW", tree(whole("MW", "photo"))),
        ("headline:page:A01", tree(whole("page:A01", "headline"))),
        ("headline:OR", tree(whole("OR", "headline"))),
        ("-标题：渡口 渡船", tree(Not(Words("渡口", "headline")), Words("渡船"))),
        ("page:“第 a01 版”", tree(Page("A01"))),
        ("版:1 OR 版:2", tree(Any((Page("1"), Page("2"))))),
        ("date:2024-02", tree(Dates(date(2024, 2, 1), date(2024, 2, 29)))),
        ("date:9999", tree(Dates(date(9999, 1, 1), date(9999, 12, 31)))),
        ("日期：“1998.12 … 1999”", tree(Dates(date(1998, 12, 1), date(1999, 12, 31)))),
        ("日期：１９９８年１２月３号", tree(Dates(date(1998, 12, 3), date(1998, 12, 3)))),
        ("date:1998..1998-06", tree(Dates(date(1998, 1, 1), date(1998, 6, 30)))),
        ("-渡口 date:1998..", tree(Not(Words("渡口")), Dates(date(1998, 1, 1), None))),
    ],
)
def test_a_text_is_read_as_a_tree(typed, expected):
    assert parse(typed) == expected


@pytest.mark.parametrize("field", ["headline", "byline", "photo", "page", "date"])
def test_a_name_without_anything_behind_takes_nothing_from_what_follows(field):
    name = f"{field}:"
    problem = Problem({"page": NO_PAGE, "date": NO_DATE}.get(field, NO_WORDS), name)
    for behind, parts in [
        ("", ()),
        ("  ", ()),
        (" OR 轮渡", (Words("轮渡"),)),
        (" 作者：沈一苇", (Words("沈一苇", "byline"),)),
    ]:
        assert parse(name + behind) == Query(All(parts), (problem,))


@pytest.mark.parametrize(
    ("typed", "parts", "problems"),
    [
        ("a OR date:x OR b", (Any((whole("a"), whole("b"))),), [Problem(NO_DATE, "date:x")]),
        (
            "a date:0000 date:1998-02-30",
            (whole("a"),),
            [Problem(NO_DATE, "date:0000"), Problem(NO_DATE, "date:1998-02-30")],
        ),
        ("date:.. date:1998..1999..2000", (), [Problem(NO_DATE, "date:.."), Problem(NO_DATE, "date:1998..1999..2000")]),
        ("版：第第1版版 a", (whole("a"),), [Problem(NO_PAGE, "版：第第1版版")]),
        (f"page:{'1' * 21} a", (whole("a"),), [Problem(NO_PAGE, f"page:{'1' * 21}")]),
        ('a -"，"', (whole("a"),), [Problem(NO_WORDS, '-"，"')]),
        ('5"', (whole("5"),), [Problem(NO_WORDS, '"')]),
        ("，。 ！", (), [Problem(NO_WORDS, "，。 ！")]),
        ("a “b -c", (whole("a"), Words("b -c")), [Problem(UNCLOSED)]),
        ("-a -page:A01", (), [Problem(ONLY_EXCLUSIONS)]),
        ("-a -", (), [Problem(ONLY_EXCLUSIONS)]),
        ("-a OR b", (whole("b"),), [Problem(EXCLUSION_AS_CHOICE, "-a")]),
        ("-a OR -b", (), [Problem(EXCLUSION_AS_CHOICE, "-a"), Problem(EXCLUSION_AS_CHOICE, "-b")]),
        ("OR a OR OR b OR", (Any((whole("a"), whole("b"))),), [Problem(LONELY_OR)]),
        ("a -OR", (whole("a"),), [Problem(LONELY_OR)]),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_counts(typed, parts, problems):
    assert parse(typed) == Query(All(parts), tuple(problems))


def test_what_is_beyond_the_most_words_is_passed_over():
    words = [whole(f"w{number}") for number in range(MOST_WORDS)]
    typed = " ".join(word.text[:2] for word in words)
    most = tuple(whole(word.text[:2]) for word in words)
    assert parse(typed) == Query(All(most))
    assert parse(f"{typed} OR x OR y -z") == Query(All(most), (Problem(TOO_MUCH),))
    assert parse("date:x " * 50).problems == (Problem(NO_DATE, "date:x"), Problem(TOO_MUCH))


def test_what_is_beyond_the_most_characters_is_passed_over():
    most = "渡" * MOST_CHARACTERS
    assert parse(most) == tree(Words(most))
    assert parse(f"{most}口 轮渡") == Query(All((Words(most),)), (Problem(TOO_MUCH),))
    # A phrase is cut, a whole word is not: it would be another word.
    begun = "渡" * (MOST_CHARACTERS - 2)
    assert parse(f"{begun} 轮渡停航") == Query(All((Words(begun), Words("轮渡"))), (Problem(TOO_MUCH),))
    assert parse(f"{begun} party") == Query(All((Words(begun),)), (Problem(TOO_MUCH),))
    assert parse(f"{begun} “，。！渡”") == Query(All((Words(begun),)), (Problem(TOO_MUCH),))


def test_a_problem_shows_the_beginning_of_what_is_long():
    with translation.override("en"):
        assert str(Problem(NO_PAGE, "page:" + "?" * 50)) == f"“page:{'?' * 34}…” names no page. Write page:A01."


# And back


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("“渡口” 「MW」　－ＭＷ", '渡口 "MW" -ＭＷ'),
        ("标题： “渡口 六十年” 图片：渡口", 'headline:"渡口 六十年" photo:渡口'),
        ("“-渡口” “headline:渡口” “渡口 OR 轮渡”", '"-渡口" "headline:渡口" "渡口 OR 轮渡"'),
        ("渡口 ＯＲ 轮渡 －版：第A01版", "渡口 OR 轮渡 -page:A01"),
        ("日期：1998年1月1日至1998年12月31日", "date:1998"),
        ("日期：1998年2月1日至1998年2月28日", "date:1998-02"),
        ("date:1998-01-01", "date:1998-01-01"),
        ("date:1998-12-01..1999-02-28", "date:1998-12..1999-02"),
        ("date:1998-12-02..", "date:1998-12-02.."),
        ("date:..1999-12-31", "date:..1999"),
        ("渡口 date:x -", "渡口"),
    ],
)
def test_a_tree_is_written_in_one_way(typed, written):
    assert write(parse(typed)) == written


# All that the language is made of, and what is not of it.
MARKS = [*" 　:：-－−\"“”＂「」『』'，。.…/()", " OR ", "ＯＲ", "or", ".."]
PARTS_OF_DATES_AND_PAGES = ["至", "年", "月", "日", "第", "版", "1998-12", "12", "A01"]
PIECES = st.one_of(
    st.sampled_from([*NAMES, *MARKS, *PARTS_OF_DATES_AND_PAGES]),
    st.text(max_size=3),
    st.text("渡口轮a1İſé\ud800\x00\n", max_size=3),
    st.just("渡" * 60),
)
TYPED = st.lists(PIECES, max_size=40).map("".join)


@given(TYPED)
def test_whatever_is_typed_gives_a_tree_or_a_sentence(typed):
    query = parse(typed)
    assert query.tree.parts or query.problems or not typed.strip()
    assert all(str(problem) for problem in query.problems)
    assert parse(write(query)) == Query(query.tree)


CHARACTERS = st.sampled_from("渡口轮沈MWé1９ :-.，OR")
FIELDS = st.sampled_from(["", "headline", "byline", "photo"])
DAYS = st.dates(min_value=date(1, 1, 1)) | st.sampled_from([date(1998, 1, 1), date(1998, 12, 31), date(1998, 2, 28)])
PHRASES = st.text(CHARACTERS, max_size=12).map(lambda text: " ".join(f"渡{text}".split()))
TERMS = st.one_of(
    st.builds(Words, PHRASES, FIELDS),
    st.builds(whole, st.from_regex(r"[a-zé0-9]{1,5}([.-][a-z]{1,3})?", fullmatch=True), FIELDS),
    st.builds(Words, st.from_regex(r"[a-z]{1,5}( [a-z]{1,3})?", fullmatch=True), FIELDS),
    st.builds(Page, st.from_regex(r"[A-Z]?[0-9]{1,3}(-[0-9])?", fullmatch=True)),
    st.builds(lambda *days: Dates(*sorted(days)), DAYS, DAYS),
    st.builds(Dates, DAYS, st.none()),
    st.builds(Dates, st.none(), DAYS),
)
SOUGHT = TERMS | st.builds(Any, st.lists(TERMS, min_size=2, max_size=3).map(tuple))
TREES = st.builds(
    lambda first, others: All((*others[:1], first, *others[1:])),
    SOUGHT,
    st.lists(SOUGHT | st.builds(Not, TERMS), max_size=4),
)


@given(TREES)
def test_every_tree_has_a_text(asked):
    assert parse(write(Query(asked))) == Query(asked)


# The form of many fields


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Form(), ""),
        (Form(words="渡口　轮渡"), "渡口 轮渡"),
        (Form(phrase=" “渡口 六十年” "), '"渡口 六十年"'),
        (Form(phrase="他说“走”"), "他说'走'"),
        (Form(phrase="”", words="渡口"), "渡口"),
        (Form(choices="渡口"), "渡口"),
        (Form(choices="渡口 轮渡", words="停航"), "停航 渡口 OR 轮渡"),
        (Form(without="渡口 MW"), "-渡口 -MW"),
        (
            Form(headline="渡口 ， 轮渡", byline="沈一苇", photo="晨雾"),
            "headline:渡口 headline:轮渡 byline:沈一苇 photo:晨雾",
        ),
        (Form(on_page="第 a01 版", first="1998-12-01", last="1999-02-28"), "page:第a01版 date:1998-12-01..1999-02-28"),
        (Form(first="1998"), "date:1998.."),
        (Form(last="1999年2月"), "date:..1999年2月"),
        # What means something in the language is only a word here.
        (Form(words='-渡口 "OR page:A01', on_page="A01 OR"), '"-渡口" "OR" "page:A01" page:A01OR'),
    ],
)
def test_a_form_is_written_in_the_language(form, text):
    assert form.text == text


def test_every_field_of_a_form_is_in_the_tree():
    form = Form("渡口", "渡口 六十年", "渡船 MW", "停航", "早班", "沈一苇", "晨雾", "a01", "1998-12-01", "1999-02-28")
    assert parse(form.text) == tree(
        Words("渡口"),
        Words("渡口 六十年"),
        Any((Words("渡船"), whole("MW"))),
        Words("早班", "headline"),
        Words("沈一苇", "byline"),
        Words("晨雾", "photo"),
        Page("A01"),
        Dates(date(1998, 12, 1), date(1999, 2, 28)),
        Not(Words("停航")),
    )


def test_what_is_amiss_in_a_form_is_said_as_of_a_text():
    form = Form(words="渡口", on_page="?", first="x")
    problems = (Problem(NO_PAGE, "page:?"), Problem(NO_DATE, "date:x.."))
    assert parse(form.text) == Query(All((Words("渡口"),)), problems)


@given(st.lists(TYPED, min_size=10, max_size=10))
def test_whatever_is_typed_into_a_form_has_a_text(fields):
    parse(Form(*fields).text)


@given(TYPED)
def test_what_is_typed_into_one_field_of_a_form_stays_there(typed):
    for part in parse(Form(headline=typed).text).tree.parts:
        assert (type(part), part.field) == (Words, "headline")
    for part in parse(Form(without=typed, words="渡口").text).tree.parts[1:]:
        assert (type(part), type(part.part)) == (Not, Words)


# The page about it

MEANT = {
    "zh-hans": {
        "and": "；",
        "or": "或",
        "not": "没有{}",
        "whole": "整词{}",
        "headline": "标题有{}",
        "byline": "署名有{}",
        "photo": "图片说明有{}",
        "page": "{}版",
        "within": "{}至{}",
        "since": "{}起",
        "until": "至{}",
    },
    "en": {
        "and": "; ",
        "or": " or ",
        "not": "not {}",
        "whole": "the whole word {}",
        "headline": "{} in the headline",
        "byline": "{} in the byline",
        "photo": "{} in a caption",
        "page": "page {}",
        "within": "{} to {}",
        "since": "{} or later",
        "until": "{} or earlier",
    },
}


def meaning(part, language: str) -> str:
    """A tree in words, as the page on the language puts it."""
    said = MEANT[language]
    match part:
        case All(parts):
            return said["and"].join(meaning(each, language) for each in parts)
        case Any(parts):
            return said["or"].join(meaning(each, language) for each in parts)
        case Not(inner):
            return said["not"].format(meaning(inner, language))
        case Words(text, field, is_whole):
            words = said["whole"].format(f"“{text}”") if is_whole else f"“{text}”"
            return said[field].format(words) if field else words
        case Page(number):
            return said["page"].format(number)
        case Dates(first, None):
            return said["since"].format(first)
        case Dates(None, last):
            return said["until"].format(last)
        case Dates(first, last):
            return said["within"].format(first, last)


PAGE = (REPOSITORY / "docs/search.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table below a heading, without its head; what was typed without the marks of code."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [(typed.strip()[1:-1], *(cell.strip() for cell in others)) for typed, *others in table]


def test_every_example_of_the_page_means_what_it_says():
    examples = rows("例 · Examples")
    assert len(examples) > 35
    for typed, chinese, english in examples:
        query = parse(typed)
        assert query.problems == ()
        assert (typed, meaning(query.tree, "zh-hans"), meaning(query.tree, "en")) == (typed, chinese, english)


def test_every_sentence_of_the_page_is_said_and_none_is_missing():
    said = {Problem(TOO_MUCH).sentence}
    for typed, chinese, english, left in rows("读不懂的 · What is not understood"):
        query = parse(typed)
        (problem,) = query.problems
        said.add(problem.sentence)
        with translation.override("zh-hans"):
            assert str(problem) == chinese
        with translation.override("en"):
            assert str(problem) == english
        assert meaning(query.tree, "en") == left
    assert said == {
        EXCLUSION_AS_CHOICE,
        LONELY_OR,
        NO_DATE,
        NO_PAGE,
        NO_WORDS,
        ONLY_EXCLUSIONS,
        TOO_MUCH,
        UNCLOSED,
    }


def test_the_page_tells_every_name_and_how_much_a_search_takes():
    grammar = PAGE.partition("\n## Grammar\n")[2]
    named = re.findall(r"^(?:field|page|date) +=(.*) ;$", grammar, re.MULTILINE)
    assert [name for line in named for name in re.findall(r'"(\w+)"', line)] == list(NAMES)
    assert f"最多 {MOST_WORDS} 个词、{MOST_CHARACTERS} 个字" in PAGE
    assert f"{MOST_WORDS} words and {MOST_CHARACTERS} characters" in PAGE
