"""The checks before print: what each finds and what it leaves alone, how much it weighs, and what it costs."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.checks import inspection, words
from articles.checks.levels import USUAL
from articles.checks.places import Place
from articles.models import Article, Check, CheckSetting, WordListTerm
from editions.models import Page
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_region,
    make_term,
    picture,
)

pytestmark = pytest.mark.django_db
LONG = "清晨六点，第一班渡船离开东岸码头，船上坐着去对岸上班的人和送菜的人，江面上的雾还没有散，" * 3


def found(article, *checks):
    """(check, place, sentence) of what those checks find in an article; of all of them where none is named."""
    findings = inspection.of_article(article)
    return [
        (finding.check, finding.place, finding.sentence)
        for finding in findings
        if not checks or finding.check in checks
    ]


def kinds(findings):
    return [str(finding.check) for finding in findings]


def known(*names):
    """People who were credited in an earlier edition."""
    earlier = make_article(make_page(make_edition(on=date(2020, 1, 1))), headline=f"旧闻{names}", byline="旧")
    for name in names:
        make_credit(earlier, name)


def with_facsimile(page):
    Page.objects.filter(pk=page.pk).update(facsimile="a.jpg", facsimile_width=10, facsimile_height=10)
    return Page.objects.select_related("edition__publication").get(pk=page.pk)


def two_pages(**fields):
    edition = make_edition(**fields)
    return make_page(edition, "A01"), make_page(edition, "A02")


def test_a_sound_article_has_no_findings():
    known("沈一苇")
    page = with_facsimile(make_page(headline_limit=6))
    article = make_article(page, byline="本报记者 沈一苇", ordered_length=8)
    make_credit(article)
    make_region(article)
    make_caption(article, photo=make_photo(), alt="江")
    assert found(article) == []


# Photos


def test_a_photo_names_its_photographer_and_says_what_it_shows():
    article = make_article()
    make_caption(article, photo=make_photo(), alt="江", order=0)
    make_caption(article, " ", (), photo=make_photo(picture(7, 7)), order=1)
    assert found(article) == [
        (Check.PHOTO_CREDIT, Place("credit_line", caption=2), "图2没有摄影署名。"),
        (Check.CAPTION, Place("text", caption=2), "图2没有图片说明。"),
        (Check.ALT, Place("alt", caption=2), "图2没有替代文字。"),
    ]


def test_a_caption_without_its_picture_and_a_drawing_need_no_photographer():
    article = make_article()
    make_caption(article, "", ())
    drawn = make_caption(article, photo=make_photo(), alt="江")
    drawn.credits.update(role="illustration")
    advertisement = make_article(article.page, "广告", kind=Article.Kind.ADVERTISEMENT)
    make_caption(advertisement, "图", (), photo=drawn.photo, alt="江")
    assert (found(article), found(advertisement)) == ([], [])


def test_a_credit_of_another_role_is_no_photographers():
    article = make_article()
    make_caption(article, photo=make_photo(), alt="江").credits.update(role="editing")
    assert kinds(inspection.of_article(article)) == ["photo-credit"]


# Headline, length, region


@pytest.mark.parametrize(("limit", "too_long"), [(None, False), (8, False), (7, True)])
def test_a_headline_fits_its_page(limit, too_long):
    article = make_article(make_page(headline_limit=limit), "渡口 通了\n新车2路")
    sentence = "标题8字，A01版最多7字。"
    assert found(article) == ([(Check.HEADLINE_LENGTH, Place("headline"), sentence)] if too_long else [])


@pytest.mark.parametrize(
    ("ordered", "sentence"),
    [
        (None, ""),
        (100, ""),
        (112, "正文100字，比约稿112字少12字。"),
        (111, ""),
        (91, ""),
        (90, "正文100字，比约稿90字多10字。"),
    ],
)
def test_a_text_is_as_long_as_ordered_within_a_tenth(ordered, sentence):
    article = make_article(body=f"<p>{'渡' * 49}。</p><p>{'<strong>口</strong>' * 49}。</p>", ordered_length=ordered)
    assert found(article) == ([(Check.LENGTH, Place("body"), sentence)] if sentence else [])


def test_a_text_of_which_only_the_headline_is_known_has_no_length():
    assert found(make_article(body="", complete=False, ordered_length=100)) == []


def test_an_article_on_a_facsimile_has_a_region_on_its_own_page():
    page, other = two_pages()
    article = make_article(page)
    make_region(article, page=other)
    assert found(article) == []
    with_facsimile(page)
    assert found(article) == [(Check.REGION, Place("regions"), "A01版已有版面图，但没有通向本稿的热区。")]


# Bylines


def test_a_byline_names_people_whom_another_edition_has_named():
    known("沈一苇")
    page = make_page()
    nobody = make_article(page, "一", byline="市气象台发布")
    new = make_article(page, "二", byline="沈一苇 林舟")
    for article, name in ((new, "沈一苇"), (new, "林舟"), (make_article(page, "三"), "林舟")):
        make_credit(article, name)
    make_credit(new, "林舟", role="photo")
    assert found(nobody) == [(Check.BYLINE, Place("byline"), "署名“市气象台发布”未识别出作者。")]
    assert found(new) == [(Check.BYLINE, Place("byline"), "“林舟”此前从未署名。")]


def test_a_photographer_of_another_edition_is_known():
    earlier = make_article(make_page(make_edition(on=date(2020, 1, 1))), "旧闻")
    make_caption(earlier, photographers=("柳岸",))
    article = make_article(byline="柳岸")
    make_credit(article, "柳岸")
    assert found(article) == []


def test_in_the_copy_pool_those_are_known_whom_any_edition_has_named():
    known("沈一苇")
    waiting = Article.objects.create(publication=make_publication(), headline="稿", byline="沈一苇 林舟")
    for name in ("沈一苇", "林舟"):
        make_credit(waiting, name)
    make_credit(Article.objects.create(publication=make_publication(), headline="另一稿"), "林舟")
    assert found(waiting) == [(Check.BYLINE, Place("byline"), "“林舟”此前从未署名。")]


# Jumps


def test_a_jump_and_its_counterpart_are_no_finding():
    first, second = two_pages()
    begun = make_article(first, "一", body="<p>开头。（下转<strong>A02</strong>版）</p>")
    make_article(second, "二", body="<p>（上接A1版）结尾。</p>")
    assert kinds(inspection.of_edition(begun.edition)) == []


def test_a_tie_is_a_counterpart_of_a_line():
    first, second = two_pages()
    begun = make_article(first, "一", body="<p>开头。（下转第2版）</p>")
    begun.page.edition.pages.filter(number="A02").update(number="2", order_key="000002")
    make_article(second, "二", continues=begun, kicker="上接A01版")
    assert kinds(inspection.of_edition(begun.edition)) == []


def test_a_jump_that_nobody_answers_is_found_with_its_place():
    first, second = two_pages()
    begun = make_article(first, "一", body="<p>开头。</p><p>又（下转A02版）</p>")
    ended = make_article(second, "二", kicker="（上接A03版）")
    assert found(begun) == [
        (Check.JUMP, Place("body", paragraph=2, offset=2), "文中写有“下转A02版”，A02版没有与之相接的稿件。")
    ]
    assert found(ended) == [(Check.JUMP, Place("kicker", offset=1), "文中写有“上接A03版”，A03版没有转到本版的稿件。")]


def test_what_continues_another_article_is_announced_there():
    first, second = two_pages()
    begun = make_article(first, "一")
    ended = make_article(second, "二", continues=begun)
    (finding,) = inspection.of_article(ended)
    assert (finding.place, finding.sentence, finding.other, finding.is_blocking) == (
        Place("continues"),
        "本稿上接《一》，而该稿没有“下转A02版”。",
        begun.pk,
        True,
    )
    teaser = make_article(first, "三", kind=Article.Kind.TEASER, continues=ended)
    assert found(teaser) == []


def test_jumps_of_other_editions_and_of_the_copy_pool_answer_nothing():
    first, _second = two_pages()
    begun = make_article(first, "一", body="<p>（下转A02版）</p>")
    _first, elsewhere = two_pages(on=date(2024, 3, 2))
    make_article(elsewhere, "二", body="<p>（上接A01版）</p>")
    assert kinds(inspection.of_article(begun)) == ["jump"]
    Article.objects.filter(pk=begun.pk).update(page=None)
    assert kinds(inspection.of_article(begun)) == []


# What was printed before


def issues(count, since=date(2024, 3, 1)):
    return [make_page(make_edition(on=since + timedelta(days=turn))) for turn in range(count)]


def test_the_same_headline_in_the_last_seven_editions_is_found():
    pages = issues(9)
    articles = [make_article(page, f"第{turn}天") for turn, page in enumerate(pages)]
    Article.objects.filter(pk=articles[0].pk).update(headline="渡口\n通了")
    Article.objects.filter(pk=articles[8].pk).update(headline="渡口 通了")
    assert found(articles[8]) == []
    Article.objects.filter(pk=articles[1].pk).update(headline="渡口通了")
    (finding,) = inspection.of_article(articles[8])
    assert (finding.check, finding.place, finding.sentence, finding.other) == (
        Check.SAME_HEADLINE,
        Place("headline"),
        "2024-03-02的A01版有相同的标题。",
        articles[1].pk,
    )
    assert found(articles[0]) == [], "an edition is held against those before it"


def test_nearly_the_same_text_in_the_edition_is_found_and_a_short_one_is_not():
    page = make_page(make_edition(label="extra"))
    first = make_article(page, "一", body=f"<p>{LONG}</p>")
    second = make_article(page, "二", body=f"<p>{LONG[:60]}</p><p><strong>{LONG[60:].replace('雾', '霾')}</strong></p>")
    short = [make_article(page, headline, body="<p>今天晴。</p>") for headline in "三四"]
    assert found(second) == [(Check.SAME_BODY, Place("body"), "2024-03-01.extra的A01版有内容几乎相同的稿件《一》。")]
    assert found(first)[0][1:] == (Place("body"), "2024-03-01.extra的A01版有内容几乎相同的稿件《二》。")
    assert [found(article) for article in short] == [[], []]


def test_what_an_article_is_said_to_repeat_or_continue_is_no_finding():
    page = make_page()
    original = make_article(page, "渡口", body=f"<p>{LONG}</p>")
    make_article(page, "渡口", body=f"<p>{LONG}</p>", repeats=original)
    assert kinds(inspection.of_edition(page.edition)) == []


def test_other_papers_are_not_compared():
    make_article(make_page(make_edition(make_publication("evening", "晚报"))), "渡口", body=f"<p>{LONG}</p>")
    assert found(make_article(headline="渡口", body=f"<p>{LONG}</p>")) == []


def test_an_article_of_the_copy_pool_is_held_against_the_newest_editions():
    make_article(make_page(), "渡口")
    assert kinds(inspection.of_article(Article.objects.create(publication=make_publication(), headline="渡口"))) == [
        "same-headline"
    ]


# The word list


def test_terms_are_found_in_all_that_is_printed_and_across_markup_but_not_across_paragraphs():
    make_term("渡口通车", "forbidden", "")
    make_term("其它")
    article = make_article(
        headline="昨日渡口\n通车",
        subheadline="其它",
        byline="其它",
        body="<p>在渡口</p><p>通车，<strong>渡口</strong>通<em>车</em>和其<br>它。</p>",
    )
    make_caption(article, "其它", (), photo=None, credit_line="其它 摄", alt="见其它")
    forbidden, wrong = "“渡口通车”是禁用词。", "“其它”是易错词：其他"
    assert found(article, Check.FORBIDDEN, Check.WRONG) == [
        (Check.FORBIDDEN, Place("headline", offset=2), forbidden),
        (Check.WRONG, Place("subheadline", offset=0), wrong),
        (Check.FORBIDDEN, Place("body", paragraph=2, offset=3), forbidden),
        (Check.WRONG, Place("body", paragraph=2, offset=8), wrong),
        (Check.WRONG, Place("byline", offset=0), wrong),
        (Check.WRONG, Place("text", caption=1, offset=0), wrong),
        (Check.WRONG, Place("credit_line", caption=1, offset=0), wrong),
        (Check.WRONG, Place("alt", caption=1, offset=1), wrong),
    ]


def test_a_papers_own_term_goes_before_that_of_all_papers():
    paper, other = make_publication(), make_publication("evening", "晚报")
    make_term("其它", "wrong", "其他")
    make_term("其它", "forbidden", "", paper)
    make_term("渡口", "wrong", "", other)
    assert [(term.term, term.kind) for _at, term in words.word_list_of(paper).found_in("其它渡口")] == [
        ("其它", "forbidden")
    ]
    assert [(term.term, term.kind) for _at, term in words.word_list_of(other).found_in("其它渡口")] == [
        ("其它", "wrong"),
        ("渡口", "wrong"),
    ]


def test_the_list_is_made_anew_when_a_term_has_changed_and_only_then():
    paper = make_publication()
    first, second = make_term("其它"), make_term("渡口")
    made = words.word_list_of(paper)
    assert words.word_list_of(paper) is made
    first.kind = "forbidden"
    first.save()
    second.delete()
    again = words.word_list_of(paper)
    assert [(term.term, term.kind) for _at, term in again.found_in("其它渡口")] == [("其它", "forbidden")]
    make_term("渡口")
    assert len(words.word_list_of(paper)) == 2


def test_a_term_stands_once_on_a_list():
    paper = make_publication()
    make_term("其它")
    make_term("其它", publication=paper)
    for publication in (None, paper):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_term("其它", publication=publication)


# Levels


def test_each_check_has_a_usual_level_and_the_papers_own_goes_before():
    assert set(USUAL) == {check.value for check in Check}
    paper = make_publication()
    make_term("其它", "forbidden")
    make_term("渡口", "wrong")
    article = make_article(body="<p>其它渡口</p>", headline="一")
    levels = lambda: {str(finding.check): finding.level for finding in inspection.of_article(article)}  # noqa: E731
    assert levels() == {"forbidden": "blocking", "wrong": "warning"}
    CheckSetting.objects.create(publication=paper, check_name="forbidden", level="off")
    CheckSetting.objects.create(publication=paper, check_name="wrong", level="blocking")
    CheckSetting.objects.create(publication=make_publication("evening"), check_name="wrong", level="off")
    assert levels() == {"wrong": "blocking"}


# Pages and editions, and what they cost


def full(page, count):
    """`count` articles on a page in which every check finds something."""
    begun = make_article(page, "开头", body="<p>（下转A02版）</p>")
    photo = make_photo(picture(9, 9 + count))
    for turn in range(count):
        article = make_article(
            page, "同一个标题", body=f"<p>{LONG}其它（上接A09版）</p>", byline="某", ordered_length=9, continues=begun
        )
        make_credit(article, f"新人{page.pk} {turn}")
        for number in range(count):
            make_caption(article, "", (f"新{turn}", "人"), photo=photo, order=number)
        make_region(article, page=page)


@pytest.mark.parametrize("asked", ["article", "page", "edition"])
def test_an_inspection_costs_the_same_for_one_article_and_twenty(asked):
    make_term()
    costs = []
    for count, on in ((1, date(2024, 3, 1)), (20, date(2024, 3, 2))):
        page = make_page(make_edition(on=on), headline_limit=2)
        full(page, count)
        asked_of = {"article": page.articles.order_by("pk").last(), "page": page, "edition": page.edition}[asked]
        words.word_list_of(page.edition.publication)
        with CaptureQueriesContext(connection) as queries:
            findings = getattr(inspection, f"of_{asked}")(asked_of)
        assert findings
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_a_page_and_an_edition_are_found_in_print_order():
    first, second = two_pages(on=date(2024, 3, 5))
    late = make_article(second, "二", byline="某")
    early = make_article(first, "一", byline="某")
    pool = make_article(first, "三", byline="某")
    Article.objects.filter(pk=pool.pk).update(page=None)
    assert [finding.article for finding in inspection.of_edition(first.edition)] == [early, late]
    assert [finding.article for finding in inspection.of_page(second)] == [late]


def test_an_article_that_is_not_stored_has_no_findings():
    assert inspection.of_article(Article(headline="一")) == []


# The command


def run(capsys, *arguments):
    try:
        call_command("check_content", *arguments)
        code = 0
    except SystemExit as end:
        code = end.code
    except CommandError as refusal:
        code = refusal.returncode
    return code, capsys.readouterr().out.splitlines()


def test_the_command_prints_each_finding_with_its_address(capsys, tmp_path):
    make_term("其它", "forbidden", "")
    for on in (1, 2, 3):
        make_article(make_page(make_edition(on=date(2024, 3, on))), f"第{on}天", body="<p>啊</p><p>见其它</p>")
    line = "/morning/2024-03-0{}/A01/1/ blocking forbidden body 2:1: “其它” is forbidden."
    assert run(capsys) == (1, [line.format(on) for on in (1, 2, 3)])
    assert run(capsys, "--since", "2024-03-02", "--until", "2024-03-02", "--publication", "morning") == (
        1,
        [line.format(2)],
    )
    file = tmp_path / "found.json"
    assert run(capsys, "--since", "2024-03-03", "--json", str(file))[0] == 1
    assert json.loads(file.read_text(encoding="utf-8")) == [
        {
            "address": "/morning/2024-03-03/A01/1/",
            "level": "blocking",
            "check": "forbidden",
            "field": "body",
            "photo": None,
            "paragraph": 2,
            "offset": 1,
            "sentence": "“其它” is forbidden.",
        }
    ]


def test_the_command_ends_well_where_nothing_blocks(capsys, tmp_path):
    article = make_article(byline="某")
    make_contributor("某")
    assert run(capsys) == (0, ["/morning/2024-03-01/A01/1/ warning byline byline: The byline “某” names nobody."])
    article.delete()
    file = tmp_path / "found.json"
    assert (run(capsys, "--json", str(file)), json.loads(file.read_text())) == ((0, []), [])


def test_the_command_refuses_what_it_cannot_check(capsys, tmp_path):
    assert run(capsys, "--publication", "nowhere")[0] == 2
    assert run(capsys, "--since", "2024-03-02", "--until", "2024-03-01")[0] == 2
    assert run(capsys, "--json", str(tmp_path / "no" / "file"))[0] == 2
    for arguments in (["--since", "gestern"], ["--until", "2024-13-01"], ["--nonsense"]):
        assert _process_code(arguments) == 2


def test_a_database_that_cannot_be_read_ends_the_check_with_two_and_a_sentence(monkeypatch):
    def locked(*arguments, **options):
        raise OperationalError("database is locked\nDETAIL: by somebody")

    make_article()
    monkeypatch.setattr(inspection, "of_edition", locked)
    with pytest.raises(CommandError) as refused:
        call_command("check_content")
    assert (refused.value.returncode, str(refused.value)) == (2, "The database cannot be read: database is locked.")


def _process_code(arguments):
    """The exit code as the command line has it, where the parser itself ends the run."""
    from articles.management.commands.check_content import Command

    with pytest.raises(SystemExit) as end:
        Command().run_from_argv(["manage.py", "check_content", *arguments])
    return end.value.code


def test_terms_that_are_stored_again_change_or_stay():
    from articles.checks.word_list import Term

    paper = make_publication()
    make_term("其它", publication=paper)
    make_term("帐号", "wrong", "账号", paper)
    terms = [Term("其它", "forbidden", ""), Term("帐号", "wrong", "账号"), Term("渡口", "wrong", "")]
    assert words.store(terms, paper) == (1, 1)
    assert words.store(terms, None) == (3, 0)
    stored = WordListTerm.objects.filter(publication=paper).order_by("term").values_list("term", "kind", "suggestion")
    assert list(stored) == [("其它", "forbidden", ""), ("帐号", "wrong", "账号"), ("渡口", "wrong", "")]
