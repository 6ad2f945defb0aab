"""字数: what counts one, as WPS and Word count it."""

import re

import pytest

from articles import richtext
from articles.wordcount import count

from .conftest import REPOSITORY


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", 0),
        (" \t\n\u3000\u00a0", 0),
        ("渡口通了新车", 6),
        ("渡口，通了新车。", 8),
        ("“好”——他说……", 9),
        ("《江边》（一）", 7),
        ("きのうカメラ", 6),
        ("𠮷野家", 3),
        ("2024年3月1日", 6),
        ("坐K12路，行3.5公里", 8),
        ("增长12.5%", 3),
        ("hello, world", 2),
        ("don’t stop", 2),
        ("don't stop", 2),
        ("COVID-19疫苗", 3),
        ("https://a.example/b?c=1", 1),
        ("卡尔·马克思", 6),
        ("卡尔•马克思", 6),
        ("１２３ＡＢ", 5),
        ("渡口\n通车", 4),
        ("渡 口", 2),
        ("中\u200b文\ufeff", 2),
        ("№1 ①②", 4),
        ("🚢👍", 2),
        ("Привет, мир", 2),
        ("naïve café", 2),
        ("a" * 1000, 1),
        ("渡" * 1000, 1000),
    ],
)
def test_each_character_and_each_western_word_counts_one(text, counted):
    assert count(text) == counted


BROWSERS = (REPOSITORY / "articles/static/articles/admin/word-count.js").read_text(encoding="utf-8")
CHARACTERS = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]


def test_the_browser_leaves_out_the_same_characters_of_a_body():
    unseen = re.compile(re.search(r"^const UNSEEN = /(.+)/g;$", BROWSERS, re.MULTILINE)[1])
    gone = [each for each in CHARACTERS if richtext.canonical(f"<p>渡{each}口</p>") == "<p>渡口</p>"]
    assert gone == [each for each in CHARACTERS if unseen.fullmatch(each)]


def test_the_browser_leaves_the_same_characters_uncounted():
    parts = dict(re.findall(r"""^const (SPACES|UNCOUNTED) = ["`](.+)["`];$""", BROWSERS, re.MULTILINE))
    written = parts["UNCOUNTED"].replace("${SPACES}", parts["SPACES"]).replace("\\\\", "\\")
    uncounted = re.compile(f"[{written}]")
    assert [each for each in CHARACTERS if not count(each)] == [
        each for each in CHARACTERS if uncounted.fullmatch(each)
    ]
