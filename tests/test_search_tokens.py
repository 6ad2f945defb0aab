"""What texts are indexed by: every part of a text is found, and nothing that is not printed so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import tokens as analyser
from articles.search.tokens import BARRIER, Phrase, phrase, placed, tokens, words


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["清晨六点，第一班"], "清晨 晨六 六点 点 第一 一班 班"),
        (["渡"], "渡"),
        (["沈 一　苇"], "沈一 一苇 苇"),
        (["东渡口\n六十年"], "东渡 渡口 口六 六十 十年 年"),
        (["ＭＷ１０级"], "mw w1 10 0级 级"),
        (["Café"], "ca af fe e"),
        (["頭髮與臺灣"], "头发 发与 与台 台湾 湾"),
        (["㎞²"], "km m2 2"),
        (["甲乙", "", "丙"], f"甲乙 乙 {BARRIER} {BARRIER} 丙"),
        (["……！"], ""),
        ([], ""),
    ],
)
def test_a_text_is_its_characters_two_by_two(paragraphs, expected):
    assert " ".join(tokens(paragraphs)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("渡船", Phrase(("渡船",), False)),
        ("渡", Phrase(("渡",), True)),
        ("六点，第一", Phrase(("六点", "点", "第一"), False)),
        ("“是，我", Phrase(("是", "我"), True)),
        ("MW级。", Phrase(("mw", "w级"), False)),
        ("，。", None),
        ("", None),
    ],
)
def test_a_phrase_is_the_tokens_that_find_it(typed, expected):
    assert phrase(typed) == expected


def test_latin_words_and_numbers_are_whole_ones_besides():
    assert words("第3届 Café-Bar，ＩＳＯ 9001认证：U.S.") == ["3", "cafe", "bar", "iso", "9001", "u", "s"]


def finds(asked: Phrase, indexed: list[str]) -> bool:
    """As an engine compares: token by token, the last as a beginning where the phrase is open."""
    length = len(asked.tokens)

    def is_at(place):
        *closed, last = indexed[place : place + length]
        whole = tuple(closed) == asked.tokens[:-1]
        return whole and (last.startswith(asked.tokens[-1]) if asked.is_open else last == asked.tokens[-1])

    return any(is_at(place) for place in range(len(indexed) - length + 1))


# What a paper prints, and what nobody expects in it.
CHARACTERS = st.one_of(
    st.sampled_from("渡口船清晨六点第一班頭髮與臺灣的了，。、“”：；！？——…… 　\nＡＢａｂ１２ABCabc0123①㎞½éﬁßİ々〇"),
    st.characters(codec="utf-8"),
)
PARAGRAPHS = st.lists(st.text(CHARACTERS, max_size=30), min_size=1, max_size=4)


@given(st.data(), PARAGRAPHS)
def test_every_part_of_a_paragraph_finds_the_text(data, paragraphs):
    paragraph = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(0, len(paragraph)))
    part = paragraph[start : data.draw(st.integers(start, len(paragraph)))]
    asked = phrase(part)
    if asked is None:
        assert list(tokens([part])) == []
    else:
        assert finds(asked, list(tokens(paragraphs)))


def printed(text: str) -> str:
    """The letters and digits of a text in the tokens' own folding, marks between them as one."""
    return "\n".join("".join(token[:1] for token in run) for run in parted(tokens([text])))


def parted(indexed):
    """The runs of a text, each the list of its tokens: one of a single character ends it."""
    run = []
    for token in indexed:
        run.append(token)
        if len(token) == 1:
            yield run
            run = []


@given(PARAGRAPHS, st.text(CHARACTERS, max_size=6))
def test_nothing_else_finds_it(paragraphs, typed):
    asked = phrase(typed)
    if asked is not None:
        is_printed = any(printed(typed) in printed(paragraph) for paragraph in paragraphs)
        assert finds(asked, list(tokens(paragraphs))) == is_printed


@given(st.text(CHARACTERS, max_size=30))
def test_what_is_looked_up_knows_where_it_comes_from(text):
    folded, places = placed(text)
    assert folded == analyser.printed([text]) == printed(text)
    assert len(folded) == len(places)
    assert all(one <= other for one, other in pairwise(places))
    assert all(each in placed(text[place])[0] for each, place in zip(folded, places, strict=True) if each != "\n")
