"""What a printed caption or byline says about who made the picture and who wrote the text."""

import time
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.credits import Caption, Credit, parse_byline, parse_caption, split_byline

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "credits.tsv"
IGNORED = set("()（）【】[]［］〔〕〖〗□■▲◆●○◎★△▼◇▽☆▶►◀◄※\u200b\ufeff")


def credits_of(notation: str) -> tuple[Credit, ...]:
    """Credit objects from "name|role|affiliation;…", as the reference table writes them."""
    return tuple(Credit(*credit.split("|")) for credit in notation.split(";") if credit)


def reference_rows():
    if not REFERENCE.exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the reference table of printed credits is absent"))]
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    return [(line + "\t" * 4).split("\t")[:5] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", reference_rows())
def test_reference_wording_is_read_as_given(row):
    kind, printed, text, credit_line, credits = row
    if kind == "caption":
        assert parse_caption(printed) == Caption(text, credit_line, credits_of(credits))
    else:
        assert parse_byline(printed) == credits_of(credits)


CREDIT_LINES = [
    # staff, correspondents, and affiliations that carry over
    ("本报记者 林舟 摄", "林舟|photo|本报记者"),
    ("本报记者林舟、何苇摄", "林舟|photo|本报记者;何苇|photo|本报记者"),
    ("本报记者 林 舟 何 苇 摄", "林舟|photo|本报记者;何苇|photo|本报记者"),
    ("记者林舟通讯员何苇摄", "林舟|photo|记者;何苇|photo|通讯员"),
    ("本报首席记者 林舟 实习生 何苇 摄", "林舟|photo|本报首席记者;何苇|photo|实习生"),
    ("清河日报·映山客户端记者 林舟 摄", "林舟|photo|清河日报·映山客户端记者"),
    ("清河日报 全媒记者 林舟 摄", "林舟|photo|清河日报全媒记者"),
    ("融媒体记者 林舟 等 摄", "林舟|photo|融媒体记者"),
    ("清河县融媒体中心 林舟 摄", "林舟|photo|清河县融媒体中心"),
    ("摄影爱好者 林舟 摄", "林舟|photo|摄影爱好者"),
    # names of other shapes
    ("欧阳小舟 摄", "欧阳小舟|photo|"),
    ("本报记者 欧阳 小舟 摄", "欧阳小舟|photo|本报记者"),
    ("本报记者 林 小舟 摄", "林小舟|photo|本报记者"),
    ("古力娜·艾山江 摄", "古力娜·艾山江|photo|"),
    ("通讯员 古力娜·艾山江摄", "古力娜·艾山江|photo|通讯员"),
    ("记者 扎西卓嘎 摄", "扎西卓嘎|photo|记者"),
    ("Jane Rivers 摄", "Jane Rivers|photo|"),
    ("芦笛 摄", "芦笛|photo|"),
    ("林和平 摄", "林和平|photo|"),
    ("林舟和何苇摄", "林舟|photo|;何苇|photo|"),
    # agencies
    ("新华社发", "新华社|photo|"),
    ("新华社发（林舟 摄）", "林舟|photo|新华社"),
    ("林舟 摄（新华社发）", "林舟|photo|新华社"),
    ("中新社发 林舟 摄", "林舟|photo|中新社"),
    ("新华社/法新", "新华社|photo|;法新|photo|"),
    ("林舟/人民视觉", "林舟|photo|人民视觉"),
    ("林舟 摄/视觉中国", "林舟|photo|视觉中国"),
    ("图/视觉中国", "视觉中国|photo|"),
    ("IC photo", "IC photo|photo|"),
    ("图片来源：视觉中国", "视觉中国|photo|"),
    # by permission of
    ("清河县气象局供图", "清河县气象局|photo|"),
    ("图片由清河县气象局提供", "清河县气象局|photo|"),
    ("林舟供图", "林舟|photo|"),
    ("本版图片均由本报记者林舟摄", "林舟|photo|本报记者"),
    # nobody by name
    ("受访者 供图", ""),
    ("主办方供图", ""),
    ("网络图片", ""),
    ("资料图片", ""),
    ("本报资料图片", ""),
    ("图片来自网络", ""),
    # roles
    ("摄影/林舟", "林舟|photo|"),
    ("摄影：本报记者 林舟", "林舟|photo|本报记者"),
    ("林舟 文/图", "林舟|text|;林舟|photo|"),
    ("记者林舟文/图", "林舟|text|记者;林舟|photo|记者"),
    ("文并图/林舟", "林舟|text|;林舟|photo|"),
    ("文、图/林舟", "林舟|text|;林舟|photo|"),
    ("文/林舟 图/何苇", "林舟|text|;何苇|photo|"),
    ("林舟 文 何苇 图", "林舟|text|;何苇|photo|"),
    ("文字：林舟 摄影：何苇", "林舟|text|;何苇|photo|"),
    ("林 舟 何小苇摄影报道", "林舟|photo|;林舟|text|;何小苇|photo|;何小苇|text|"),
    ("漫画/林舟", "林舟|illustration|"),
    ("新华社发 林舟 作", "林舟|illustration|新华社"),
    ("制图：林舟", "林舟|illustration|"),
    ("本报记者 林舟 翻译 何苇", "林舟|photo|本报记者;何苇|translation|"),
    # dates within
    ("林舟 4月8日摄", "林舟|photo|"),
    ("本报记者林舟摄于4月8日", "林舟|photo|本报记者"),
]


@pytest.mark.parametrize(("printed", "credits"), CREDIT_LINES)
@pytest.mark.parametrize(
    "frame",
    [
        "晚风吹过。{}",
        "晚风吹过。　{}　",
        "晚风吹过。▲{}",
        "晚风吹过。（{}）",
        "晚风吹过。 【{}】",
    ],
)
def test_credit_leaves_the_caption(frame, printed, credits):
    assert parse_caption(frame.format(printed)) == Caption("晚风吹过。", printed, credits_of(credits))


@pytest.mark.parametrize(
    ("printed", "text", "credit_line"),
    [
        ("晚风吹过芦苇荡 本报记者 林舟 摄", "晚风吹过芦苇荡", "本报记者 林舟 摄"),
        ("晚风吹过芦苇荡，本报记者林舟摄", "晚风吹过芦苇荡，", "本报记者林舟摄"),
        ("晚风吹过芦苇荡（林舟 摄）。", "晚风吹过芦苇荡。", "林舟 摄"),
        ("晚风吹过芦苇荡（林舟 摄)", "晚风吹过芦苇荡", "林舟 摄"),
        ("晚风吹过芦苇荡（林舟 摄", "晚风吹过芦苇荡", "林舟 摄"),
        ("芦苇荡(摄于4月8日) 林舟 摄", "芦苇荡(摄于4月8日)", "林舟 摄"),
        ("芦苇荡（4月8日摄）。林舟 摄", "芦苇荡（4月8日摄）。", "林舟 摄"),
        ("(左上图)芦苇荡 (右图)渡口 林舟 摄", "(左上图)芦苇荡 (右图)渡口", "林舟 摄"),
        ("上图：芦苇荡。下图：渡口。林舟 摄", "上图：芦苇荡。下图：渡口。", "林舟 摄"),
        ("村民走出学校 林舟 摄", "村民走出学校", "林舟 摄"),
        ("本报记者走进学校 林舟 摄", "本报记者走进学校", "林舟 摄"),
        ("林舟 摄", "", "林舟 摄"),
    ],
)
def test_credit_stands_apart_from_the_sentence(printed, text, credit_line):
    caption = parse_caption(printed)
    assert (caption.text, caption.credit_line) == (text, credit_line)
    assert [(credit.name, credit.role) for credit in caption.credits] == [("林舟", "photo")]


def test_author_slot_of_the_article_page_is_a_photo_credit():
    assert parse_caption("作者：(林舟)\xa0\xa0\xa0晚风。") == Caption(
        "晚风。", "作者：(林舟)", (Credit("林舟", "photo"),)
    )
    assert parse_caption("作者：()\xa0\xa0\xa0晚风。") == Caption("晚风。", "作者：()", ())


def test_author_slot_does_not_hide_the_credit_at_the_end():
    assert parse_caption("作者：(林舟) 晚风。本报记者 林舟 摄") == Caption(
        "晚风。", "作者：(林舟) 本报记者 林舟 摄", (Credit("林舟", "photo", "本报记者"),)
    )


PROSE = [
    "。0000供图", "（2024提供）",
    "图为公园一角。", "市民在拍摄照片", "村民用手机拍摄", "展出的摄影作品", "孩子们在看图", "江 山 如 画", "江山如画",
    "高空拍摄", "航拍", "（高空拍摄）", "花卉摄影", "江南春图", "黄河远眺图", "新华社记者在采访", "学生 在 学习 摄影",
    "芦苇荡（无人机照片）。", "芦苇荡（摄于4月8日）", "芦苇荡(11月29日摄)", "志愿者为游客拍摄", "师生 一起 作画",
    "陈列馆 展出 图片", "学生 读书 作文", "工作人员为市民提供", "图为林舟摄影作品", "街景本报记者林舟摄", "工人 林舟",
    "左图为城区，右图为乡村。", "摄", "图文", "（左图）", "文化馆提供", "图为获奖者林舟", "老年大学学员展示摄影", "",
]  # fmt: skip


@pytest.mark.parametrize("prose", PROSE)
def test_prose_credits_nobody_and_keeps_every_word(prose):
    assert parse_caption(prose) == Caption(prose, "", ())


BYLINES = [
    ("林舟", "林舟|text|"),
    ("林舟 何苇", "林舟|text|;何苇|text|"),
    ("（记者 林舟 通讯员 何苇）", "林舟|text|记者;何苇|text|通讯员"),
    ("本报讯（记者 林舟）", "林舟|text|记者"),
    ("本报清河4月8日讯 记者林舟", "林舟|text|记者"),
    ("口本报记者 林舟", "林舟|text|本报记者"),
    ("■本报记者 林舟 ■实习生 何苇", "林舟|text|本报记者;何苇|text|实习生"),
    ("文■林舟 图■何苇", "林舟|text|;何苇|photo|"),
    ("□林舟 文/图", "林舟|text|;林舟|photo|"),
    ("本报记者 林舟 通讯员 何苇 文/图", "林舟|text|本报记者;林舟|photo|本报记者;何苇|text|通讯员;何苇|photo|通讯员"),
    ("记者 林舟 摄影 何苇", "林舟|text|记者;何苇|photo|"),
    ("记者林舟文 何苇图", "林舟|text|记者;何苇|photo|记者"),
    ("张 三 文 李 四 图", "张三|text|;李四|photo|"),
    ("清河晚报记者 林舟 编辑 何苇 校对 张三", "林舟|text|清河晚报记者;何苇|editing|;张三|editing|"),
    ("责任编辑：林舟 校对：何苇", "林舟|editing|;何苇|editing|"),
    ("编译：林舟", "林舟|translation|"),
    ("林舟 整理", "林舟|text|"),
    ("本报记者 林舟 北京报道", "林舟|text|本报记者"),
    ("林舟（作者系清河县文联会员）", "林舟|text|"),
    ("林舟（清河县文联）", "林舟|text|清河县文联"),
    ("记者 文 舟", "文舟|text|记者"),
    ("林宏图", "林宏图|text|"),
    ("特约评论员", "特约评论员|text|"),
    ("本报编辑部", "本报编辑部|text|"),
    ("清河县气象局", "清河县气象局|text|"),
    ("据新华社", "新华社|text|"),
    ("新华社北京4月8日电（记者 林舟）", "林舟|text|记者"),
    ("本报讯", ""),
    ("本报综合", ""),
    ("本报记者", ""),
    ("孩子们在看图", ""),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "credits"), BYLINES)
def test_byline_names_who_wrote_and_what_else_they_did(printed, credits):
    assert parse_byline(printed) == credits_of(credits)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("全面推广。 (本报记者 林舟)", ("全面推广。", "本报记者 林舟")),
        ("全面推广。（林舟）", ("全面推广。", "林舟")),
        ("全面推广。【林舟 何苇】", ("全面推广。", "林舟 何苇")),
        ("全面推广（本报记者林舟）。", ("全面推广。", "本报记者林舟")),
        ("全面推广。（据新华社）", ("全面推广。", "据新华社")),
        ("全面推广。（作者：林舟）", ("全面推广。", "作者：林舟")),
        ("(张三/文 李四/图)", ("", "张三/文 李四/图")),
        ("本报记者 林舟", ("", "本报记者 林舟")),
        ("□记者 林舟 文/图", ("", "记者 林舟 文/图")),
    ],
)
def test_byline_leaves_the_end_of_the_body(paragraph, expected):
    assert split_byline(paragraph) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        "全面推广。", "全面推广。（未完待续）", "全面推广。(下转A02版)", "全面推广。（上接A01版）",
        "芦苇荡。(摄于4月8日)",
        "芦苇荡。(11月29日摄)", "全面推广。（完）", "全面推广。（本报综合）", "全面推广。（县教育局）",
        "新任站长（林舟）", "江山如画", "文化", "林舟", "", "）", "全面推广。）",
    ],
)  # fmt: skip
def test_other_endings_stay_in_the_body(paragraph):
    assert split_byline(paragraph) == (paragraph, "")


AFFILIATIONS = [
    "",
    "记者",
    "本报记者",
    "本报见习记者",
    "通讯员",
    "新华社记者",
    "清河日报全媒体记者",
    "特约通讯员",
    "实习生",
]
NAMES = ["林舟", "何小苇", "欧阳芦", "古力娜·艾山江", "司马小舟"]
SEPARATORS = ["、", " ", "　", "，", ",", "\xa0"]
ROLES = [
    ("摄", ["photo"]),
    (" 摄", ["photo"]),
    ("　摄影", ["photo"]),
    ("/图", ["photo"]),
    (" 文/图", ["text", "photo"]),
]


@pytest.mark.parametrize("affiliation", AFFILIATIONS)
def test_credits_composed_from_the_grammar_are_read_back(affiliation):
    for glue, names, separator, (role, roles) in product(
        ["", " "] if affiliation else [""], product(NAMES, NAMES), SEPARATORS, ROLES
    ):
        if names[0] == names[1]:
            continue
        wording = affiliation + glue + separator.join(names) + role
        expected = tuple(Credit(name, role, affiliation) for name in names for role in roles)
        assert parse_caption(f"晚风。{wording}") == Caption("晚风。", wording, expected), wording
        assert parse_byline(f"（{wording}）") == expected, wording


PIECES = [
    "本报记者", "林舟", "何", "苇", "摄", "图", "文", "摄影报道", "供图", "新华社", "发", "受访者",
    "资料图片", "作者", "：", "/", "、", "，", "。", "（", "）", "(", ")", "【", "】", "□", "▲",
    "口", "4月8日", "讯", "和", "等", "由", "均", "图片", "街景", "学校", "③19", "欧阳", "·",
    "Jane", "IC", "据", "提供", "作", "画", "县气象局", "左图", "摄于", "A01", " ", "　", "\n",
]  # fmt: skip
WORDINGS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def printed_characters(text: str) -> list[str]:
    return [char for char in text if not char.isspace() and char not in IGNORED]


def stands_in_order(part: str, whole: str) -> bool:
    remaining = iter(printed_characters(whole))
    return all(char in remaining for char in printed_characters(part))


@settings(max_examples=600, deadline=None)
@given(WORDINGS)
def test_nothing_printed_is_lost_and_nothing_is_added(printed):
    caption = parse_caption(printed)
    assert Counter(printed_characters(caption.text + caption.credit_line)) == Counter(printed_characters(printed))
    assert stands_in_order(caption.text, printed)
    assert stands_in_order(caption.credit_line, printed)
    assert caption.credit_line or not caption.credits


@settings(max_examples=600, deadline=None)
@given(WORDINGS)
def test_any_text_is_read_without_an_error_and_names_are_clean(printed):
    body, byline = split_byline(printed)
    assert stands_in_order(body, printed)
    assert stands_in_order(byline, printed)
    for credit in (*parse_byline(printed), *parse_caption(printed).credits, *parse_byline(byline)):
        assert credit.role in {"text", "photo", "illustration", "editing", "translation"}
        assert credit.name
        assert not set(credit.name) & set("、，。：/（）()□　")
        assert not (credit.name[0] + credit.name[-1]).isdigit()


@pytest.mark.parametrize("printed", [line for line, _ in CREDIT_LINES])
def test_a_caption_already_split_loses_nothing_more(printed):
    text = parse_caption(f"晚风。{printed}").text
    assert parse_caption(text) == Caption(text, "", ())


@pytest.mark.parametrize(
    "unit", ["摄", "（", "）", " ", "林 ", "本报记者", "作者：()", "由均", "。", "/", "文/图", "A", "图片 摄", "□"]
)
def test_a_hundred_thousand_characters_are_read_at_once(unit):
    text = (unit * 100_000)[:100_000]
    began = time.perf_counter()
    parse_caption(text), parse_byline(text), split_byline(text)
    assert time.perf_counter() - began < 2
