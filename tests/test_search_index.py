"""What is printed is found, at once and exactly, and nothing that readers may not see."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.checks import run_checks
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import people, system_checks, workflow
from articles.models import Article, ArticleCredit, Contributor, PhotoCredit, SearchChange
from articles.richtext import from_text
from articles.richtext import paragraphs as printed
from articles.search import finding, index, rebuilding, tokens
from articles.search.documents import (
    of_author,
    of_contributor,
    of_edition,
    of_kind,
    of_paper,
    of_photographer,
)
from articles.search.query import All, Words, parse
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_publication,
)

pytestmark = pytest.mark.django_db


def found(typed: str, **narrowed) -> list[str]:
    answer = finding.find(parse(typed).tree, **narrowed)
    headlines = Article.objects.in_bulk(answer.articles)
    return [headlines[key].headline for key in answer.articles]


@pytest.fixture
def page():
    return make_page(make_edition(on=date(2024, 3, 1)))


def test_words_are_found_wherever_they_are_printed(page):
    make_article(page, "标题里的渡船")
    make_article(page, "甲", kicker="引题里的渡船")
    make_article(page, "乙", subheadline="副题里的渡船")
    make_article(page, "丙", byline="渡船")
    make_caption(make_article(page, "丁"), "说明里的渡船")
    make_caption(make_article(page, "戊"), "", (), credit_line="渡船 摄")
    make_article(page, "己", body="<p>清晨六点，第一班<strong>渡</strong>船开出。</p>")
    make_article(page, "庚", body="<p>渡</p><p>船</p>")
    assert found("渡船") == ["标题里的渡船", "甲", "乙", "丙", "丁", "戊", "己"]


@pytest.mark.parametrize(
    ("typed", "headlines"),
    [
        ("渡", ["甲", "乙"]),
        ("渡船 汽笛", ["甲"]),
        ("渡船 -汽笛", ["乙"]),
        ("汽笛 OR 票价", ["甲", "乙"]),
        ("“六点，第一班”", ["甲"]),
        ("六点第一班", []),
        ("第一班渡船", ["甲", "乙"]),
        ("“班渡船开”", ["甲"]),
        ("MW", ["甲"]),
        ("M", []),
        ("newable", []),
        ('"newable"', ["乙"]),
        ("renewable", ["乙"]),
        ("標題:甲", ["甲"]),
        ("headline:渡船", []),
        ("byline:MW", []),
        ("byline:MW OR MW", ["甲"]),
        ("byline:沈一苇", ["乙"]),
        ("photo:江边的清晨", ["乙"]),
        ("photo:“的清晨。”", ["乙"]),
        ("渡船 page:A01", ["甲", "乙"]),
        ("渡船 page:A02", []),
        ("渡船 date:2024-03", ["甲", "乙"]),
        ("渡船 date:2024-03-02..", []),
        ("date:2024-03-01 -汽笛", ["乙"]),
        ("渡船 -photo:江边的清晨", ["甲"]),
        ("汽笛 OR date:2023", ["甲"]),
        ("汽笛 OR “江边的清晨”", ["甲", "乙"]),
        ("渡船 -“江边的清晨”", ["甲"]),
    ],
)
def test_the_language_finds_what_it_says(page, typed, headlines):
    make_article(page, "甲", body="<p>清晨六点，第一班渡船开出，汽笛一响。10 MW的电。</p>")
    second = make_article(page, "乙", body="<p>第一班渡船，票价不变。Renewable energy.</p>", byline="沈一苇")
    make_caption(second, "江边的清晨。")
    assert found(typed) == headlines


def test_a_whole_word_is_whole_in_the_field_that_is_named(page):
    make_article(page, "Newable MWh", body="<p>10 MW</p>")
    make_article(page, "MW")
    assert found("headline:MW") == ["MW"]
    assert found("MW", by_relevance=True) == ["MW", "Newable MWh"]


def test_the_newest_come_first_or_those_that_say_it_in_the_headline(page):
    later = make_page(make_edition(on=date(2024, 3, 2)))
    make_article(page, "渡船到了")
    make_article(page, "甲", kicker="渡船")
    make_article(later, "乙", body="<p>渡船</p>")
    make_article(later, "新渡船", body="<p>渡船</p>")
    assert found("渡船") == ["乙", "新渡船", "渡船到了", "甲"]
    assert found("渡船", by_relevance=True) == ["新渡船", "渡船到了", "甲", "乙"]


@pytest.mark.parametrize(
    "typed", ["渡船停航", "渡船停航 -“汽笛响了”", "渡船停航 OR 轮渡停航", "headline:渡船停航 OR 渡船停航"]
)
def test_a_longer_phrase_is_found_step_by_step_of_relevance_too(page, typed):
    make_article(page, "甲", body="<p>渡船停航</p>")
    make_article(page, "停航渡船停", body="<p>船停航渡</p>")
    make_article(page, "乙", kicker="渡船停航")
    make_article(page, "渡船停航了", body="<p>渡船停航</p>")
    assert found(typed, by_relevance=True) == ["渡船停航了", "乙", "甲"]
    assert found(typed) == ["甲", "乙", "渡船停航了"]


@pytest.mark.parametrize("by_relevance", [False, True])
def test_pages_of_results_go_on_where_the_last_one_ended(page, by_relevance):
    for number in range(7):
        make_article(page, f"渡船{number}" if number % 2 else f"甲{number}", body="<p>渡船</p>")
    whole = found("渡船", by_relevance=by_relevance)
    asked = parse("渡船").tree
    parts, after = [], None
    while not parts or after:
        answer = finding.find(asked, by_relevance=by_relevance, after=after, most=3)
        assert answer.count == 7 + (len(parts) > 0)
        parts.append(answer.articles)
        after = answer.next
        if len(parts) == 1:
            make_article(make_page(make_edition(on=date(2024, 3, 9))), "渡船新到")
    assert [Article.objects.get(pk=key).headline for part in parts for key in part] == whole
    assert [len(part) for part in parts] == [3, 3, 1]


@pytest.mark.parametrize("counted", [2, 5, 10_000])
@pytest.mark.parametrize("by_relevance", [False, True])
def test_all_years_are_found_whichever_are_looked_at_first(counted, by_relevance, monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", counted)
    years = list(range(2023, 2011, -1))
    for year in years:
        make_article(make_page(make_edition(on=date(year, 3, 1))), f"渡船{year}")
    parts, after = [], None
    while not parts or after:
        answer = finding.find(parse("渡船").tree, by_relevance=by_relevance, after=after, most=5)
        assert answer.count == min(12, counted + 1)
        parts.append(answer.articles)
        after = answer.next
    assert [Article.objects.get(pk=key).edition.date.year for part in parts for key in part] == years
    whole = finding.find(parse("渡船").tree, with_facets=True)
    assert (len(whole.facets), sum(whole.days.values())) == (min(12, counted), 12)


def test_papers_and_kinds_narrow_it_down(page):
    make_article(page, "甲渡船", kind="notice")
    other = make_publication("evening", "晚报")
    make_article(make_page(make_edition(other, on=date(2024, 3, 1))), "乙渡船")
    assert found("渡船", facets=(of_kind("notice"),)) == ["甲渡船"]
    assert found("渡船", facets=(of_paper(other.pk),)) == ["乙渡船"]
    assert found("渡船", facets=(of_paper(other.pk), of_kind("notice"))) == []
    assert found("", facets=(of_kind("notice"),)) == ["甲渡船"]


def found_by(person) -> tuple[list[str], list[str], list[str]]:
    """What credits somebody with the text, with pictures, and with anything."""
    return tuple(found("", facets=(of(person.pk),)) for of in (of_author, of_photographer, of_contributor))


def test_editions_and_the_people_who_are_credited_narrow_it_down(page):
    make_credit(make_article(page, "甲"), "沈一苇")
    both = make_article(page, "乙")
    make_credit(both, "沈一苇", role="photo")
    make_credit(both, "柳岸", role="editing", order=1)
    make_caption(make_article(page, "丙"), "江边。", ("柳岸", "沈一苇"))
    make_article(make_page(make_edition(on=date(2024, 3, 2))), "丁")
    assert found("", facets=(of_edition(page.edition_id),)) == ["甲", "乙", "丙"]
    assert found_by(make_contributor("沈一苇")) == (["甲"], ["乙", "丙"], ["甲", "乙", "丙"])
    assert found_by(make_contributor("柳岸")) == ([], ["丙"], ["乙", "丙"])
    assert found_by(make_contributor("路人")) == ([], [], [])


def test_every_change_of_a_credit_is_found_at_once(page):
    shen, liu = make_contributor("沈一苇"), make_contributor("柳岸")
    article, other = make_article(page, "甲"), make_article(page, "乙")
    credit = make_credit(article, "沈一苇")
    caption = make_caption(article, "江边。", ("柳岸",))
    assert (found_by(shen), found_by(liu)) == ((["甲"], [], ["甲"]), ([], ["甲"], ["甲"]))
    ArticleCredit.objects.filter(pk=credit.pk).update(role="photo")
    assert found_by(shen) == ([], ["甲"], ["甲"])
    ArticleCredit.objects.filter(pk=credit.pk).update(contributor=liu, role="text", article=other)
    assert (found_by(shen), found_by(liu)) == (([], [], []), (["乙"], ["甲"], ["甲", "乙"]))
    PhotoCredit.objects.update(contributor=shen)
    assert (found_by(shen), found_by(liu)) == (([], ["甲"], ["甲"]), (["乙"], [], ["乙"]))
    PhotoCredit.objects.update(caption=make_caption(other, "河边。", ()))
    assert found_by(shen) == ([], ["乙"], ["乙"])
    caption.article = make_article(page, "丙")
    caption.save()
    PhotoCredit.objects.update(caption=caption)
    assert found_by(shen) == ([], ["丙"], ["丙"])
    PhotoCredit.objects.all().delete()
    credit.delete()
    assert (found_by(shen), found_by(liu)) == (([], [], []),) * 2


def test_people_who_are_merged_or_parted_are_found_as_who_they_are(page):
    shen, wide, liu = map(make_contributor, ("沈一苇", "沈 一苇", "柳岸"))
    article = make_article(page, "甲")
    credit = make_credit(article, "沈 一苇")
    make_caption(article, "江边。", ("沈 一苇",))
    assert found_by(wide) == (["甲"],) * 3
    # A spelling may lead to a person and keep its credits.
    Contributor.objects.filter(pk=wide.pk).update(merged_into=liu)
    assert (found_by(wide), found_by(liu)) == (([], [], []), (["甲"],) * 3)
    people.merge([wide], shen)
    assert (found_by(wide), found_by(liu), found_by(shen)) == (([], [], []), ([], [], []), (["甲"],) * 3)
    people.split(shen, [credit], [], name="沈 一苇")
    assert (found_by(wide), found_by(shen)) == ((["甲"], [], ["甲"]), ([], ["甲"], ["甲"]))


def test_an_article_that_moves_is_found_where_it_stands(page):
    article = make_article(page, "甲")
    other = make_page(make_edition(make_publication("evening", "晚报"), on=date(2024, 3, 2)))

    facets = {
        "edition": of_edition(page.edition_id),
        "paper": of_paper(page.edition.publication_id),
        "other edition": of_edition(other.edition_id),
        "other paper": of_paper(other.edition.publication_id),
    }

    def where() -> list[str]:
        return [name for name, facet in facets.items() if found("", facets=(facet,))]

    assert where() == ["edition", "paper"]
    article.place(other, 0)
    article.save()
    Article.objects.update(publication=page.edition.publication)
    assert where() == ["paper", "other edition"]
    Article.objects.update(publication=other.edition.publication)
    assert where() == ["other edition", "other paper"]


def test_every_change_is_found_at_once(page):
    article = make_article(page, "渡船")
    caption = make_caption(article, "江边。")
    assert (found("渡船"), found("江边")) == (["渡船"], ["渡船"])
    Article.objects.update(headline="轮船")
    caption.text = "河边。"
    caption.save()
    assert (found("渡船"), found("轮船"), found("江边"), found("河边")) == ([], ["轮船"], [], ["轮船"])
    page.number = "A05"
    page.save()
    assert found("轮船 page:A05") == ["轮船"]
    page.edition.date = date(2024, 4, 1)
    page.edition.save()
    assert (found("轮船 date:2024-03"), found("轮船 date:2024-04")) == ([], ["轮船"])
    article.delete()
    assert finding.find(parse("轮船").tree) == finding.Found([], 0, None)
    assert not SearchChange.objects.exists()


def test_what_readers_may_not_see_is_neither_found_nor_counted(page, admin_user):
    now = timezone.now()
    make_article(page, "公开的渡船")
    make_article(page, "解禁前的渡船", embargo=now + timedelta(hours=1))
    make_article(page, "未审的渡船", approved=False)
    Article.objects.create(publication=page.edition.publication, headline="未上版的渡船", state="approved")
    make_article(make_page(make_edition(on=date(2024, 3, 2), public=False)), "未签发的渡船")
    coming = make_edition(on=date(2024, 3, 3))
    coming.publish_at = now + timedelta(hours=1)
    coming.save()
    make_article(make_page(coming), "未到时的渡船")
    withdrawn = make_article(page, "撤下的渡船")
    assert found("渡船") == ["公开的渡船", "撤下的渡船"]
    workflow.withdraw(withdrawn, "差错", "本稿已撤回。", by=admin_user)
    answer = finding.find(parse("渡船").tree)
    assert (len(answer.articles), answer.count) == (1, 1)


def test_what_becomes_due_is_found_from_that_moment(page, monkeypatch):
    hour = timezone.now() + timedelta(hours=1)
    make_article(page, "解禁的渡船", embargo=hour)
    assert found("渡船") == []
    monkeypatch.setattr(timezone, "now", lambda: hour)
    assert found("渡船") == ["解禁的渡船"]


def test_what_has_changed_and_is_not_read_anew_yet_is_left_out(page, monkeypatch):
    article = make_article(page, "渡船")
    make_article(page, "又一渡船")
    assert len(found("渡船")) == 2
    Article.objects.filter(pk=article.pk).update(headline="轮船")
    monkeypatch.setattr(finding, "catch_up", lambda most: 0)
    assert found("渡船") == ["又一渡船"]


def test_a_text_printed_twice_is_found_once(page):
    first = make_article(page, "通告")
    again = make_article(page, "通告", repeats=first)
    make_caption(again, "码头。")
    answer = finding.find(parse("通告").tree)
    assert (answer.articles, answer.count) == ([first.pk], 1)
    assert finding.find(parse("码头").tree).articles == [again.pk]
    Article.objects.filter(pk=first.pk).update(repeats=again)
    assert sorted(finding.find(parse("通告").tree).articles) == [first.pk, again.pk]


# What a paper prints, and what nobody expects in it.
CHARACTERS = st.one_of(
    st.sampled_from("渡口船清晨六点第一班頭髮，。、“”：； 　\nＡＢａｂ１２ABCabc0123½éß"),
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
)
TEXTS = st.text(CHARACTERS, max_size=20)


@given(st.data(), st.lists(TEXTS, min_size=1, max_size=3), TEXTS, TEXTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_part_of_what_is_printed_finds_it(page, data, paragraphs, headline, caption):
    with transaction.atomic():
        article = make_article(page, headline, body=from_text(paragraphs))
        make_caption(article, caption)
        article.refresh_from_db()
        text = data.draw(st.sampled_from([*printed(article.body), headline, caption]))
        start = data.draw(st.integers(0, len(text)))
        part = text[start : data.draw(st.integers(start, len(text)))]
        if tokens.phrase(part):
            assert finding.find(All((Words(part),))).articles == [article.pk], part
        transaction.set_rollback(True)


def test_a_database_that_cannot_hold_it_is_told_so(monkeypatch):
    def said():
        return [message.id for message in run_checks(tags=["database"], databases=["default"])]

    assert said() == []
    monkeypatch.setattr(system_checks, "has_fts5", lambda connection: False)
    assert said() == (["articles.E002"] if connection.vendor == "sqlite" else [])


@pytest.mark.django_db(transaction=True)
def test_readers_who_come_at_once_read_each_change_once(page):
    """None waits for another: who finds somebody at it answers without what has changed."""
    make_article(page, "渡船")
    index.catch_up()
    for number in range(40):
        make_article(page, f"新渡船{number}")

    def ask(_number):
        try:
            return finding.find(parse("渡船").tree, most=50).count
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        counts = list(threads.map(ask, range(12)))
    assert all(1 <= count <= 41 for count in counts)
    assert finding.find(parse("渡船").tree).count == 41
    assert list(rebuilding.differences()) == []
