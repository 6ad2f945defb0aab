"""Two members of staff at the same moment: one of them is refused with a sentence, and nothing is lost or doubled.

Real threads, each with its own connection, on whichever database the tests run.
"""

import threading
from datetime import date

import pytest
from django.db import connections

from articles import roles, versions, workflow
from articles.archive.records import digest
from articles.models import Article, Proof, Review, TrailEntry
from editions.models import Edition

from .factories import make_article, make_edition, make_page, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
DONE = "done"
# The longest that a thread may take; and how long one holds its locks, so that the other runs into them.
LIMIT, HELD = 30, 0.2


@pytest.fixture
def people(people):
    """Beside the others a second reviewer of the first stage and of the third."""
    return people | {
        "another first": make_staff("another first", roles.PAGE_EDITOR),
        "another third": make_staff("another third", roles.DUTY_EDITOR),
    }


@pytest.fixture
def page():
    return make_page(make_edition(public=False))


@pytest.fixture
def article(people, page):
    return make_article(page, approved=False, author=people["author"])


def at_once(*moves) -> list[str]:
    """Make these moves at the same moment; what came of each, refusals in their words and errors by their names."""
    start, said = threading.Barrier(len(moves)), [""] * len(moves)

    def make(place, move):
        try:
            start.wait(LIMIT)
            move()
            said[place] = DONE
        except workflow.Refused as refusal:
            said[place] = str(refusal)
        except Exception as error:
            said[place] = f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=make, args=each, daemon=True) for each in enumerate(moves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    return said


def standing(article) -> tuple[str, int, int]:
    return Article.objects.values_list("state", "stage", "round").get(pk=article.pk)


def reviewed(article) -> list[tuple[int, int, str]]:
    return list(Review.objects.order_by("pk").filter(article=article).values_list("round", "stage", "verdict"))


def one_of(said: list[str]) -> str:
    """The sentence by which one was refused, where the other's move was made."""
    assert said.count(DONE) == 1, said
    return next(sentence for sentence in said if sentence != DONE)


def test_a_stage_is_passed_once(people, article):
    workflow.submit(article, by=people["author"])
    said = at_once(*(lambda who=who: workflow.approve(article, by=people[who]) for who in ("first", "another first")))
    assert one_of(said) == "二审由部门主任负责。"
    assert (standing(article), reviewed(article)) == (("in_review", 2, 1), [(1, 1, "approved")])


def test_one_reviewer_in_two_windows_passes_a_stage_once(people, article):
    workflow.submit(article, by=people["author"])
    said = at_once(*[lambda: workflow.approve(article, by=people["first"])] * 2)
    assert one_of(said) == "你已在一审审过“渡口通了新车”，二审须由他人负责。"
    assert reviewed(article) == [(1, 1, "approved")]


def test_a_text_is_passed_or_returned(people, article):
    workflow.submit(article, by=people["author"])
    said = at_once(
        lambda: workflow.approve(article, by=people["first"]),
        lambda: workflow.return_to_author(article, "缺时间。", by=people["another first"]),
    )
    one_of(said)
    passed = said[0] == DONE
    assert standing(article) == (("in_review", 2, 1) if passed else ("draft", 0, 1))
    assert reviewed(article) == [(1, 1, "approved" if passed else "returned")]


def test_a_text_is_passed_before_its_author_takes_it_back_or_not_at_all(people, article):
    workflow.submit(article, by=people["author"])
    said = at_once(
        lambda: workflow.approve(article, by=people["first"]),
        lambda: workflow.take_back(article, by=people["author"]),
    )
    assert said in ([DONE, DONE], ["“渡口通了新车”现为“草稿”。", DONE])
    assert standing(article) == ("draft", 0, 1)


def test_a_text_is_submitted_once(people, article):
    said = at_once(*[lambda: workflow.submit(article, by=people["author"])] * 2)
    assert one_of(said) == "“渡口通了新车”现为“审稿中”。"
    assert (standing(article), TrailEntry.objects.filter(verb="submit").count()) == (("in_review", 1, 1), 1)


def test_two_people_sign_two_proofs_and_one_in_two_windows_one(people, page):
    both = ("proofreader", "first")
    assert at_once(*(lambda who=who: workflow.sign_proof(page, by=people[who]) for who in both)) == [DONE, DONE]
    assert list(Proof.objects.order_by("pk").values_list("order", flat=True)) == [1, 2]
    said = at_once(*[lambda: workflow.sign_proof(page, by=people["second"])] * 2)
    assert one_of(said) == "晨报 2024-03-01 A01上一校样由你签署，下一校须由他人签署。"
    assert list(Proof.objects.order_by("pk").values_list("order", flat=True)) == [1, 2, 3]


def test_an_edition_is_signed_off_once(people, page):
    said = at_once(
        *(
            lambda who=who: workflow.sign_off(page.edition, by=people[who], override_reason="停电。")
            for who in ("third", "another third")
        )
    )
    assert one_of(said) == "晨报 2024-03-01 已签发。"
    assert TrailEntry.objects.filter(verb="sign_off").count() == 1


def test_an_edition_is_signed_off_beside_the_moves_of_its_articles(people, page):
    """Neither waits for the other for ever, and what is released is approved."""
    articles = [make_article(page, title, approved=False, author=people["author"]) for title in "甲乙丙"]
    for each in articles:
        workflow.submit(each, by=people["author"])
    said = at_once(
        lambda: workflow.sign_off(page.edition, by=people["third"], override_reason="停电。"),
        lambda: workflow.approve(articles[0], by=people["first"]),
        lambda: changed(articles[1], people["author"]),
        lambda: workflow.place(Article.objects.get(pk=articles[2].pk), page, 5),
    )
    assert said[0] == DONE
    assert [sentence for sentence in said if "Error" in sentence] == []
    assert set(Article.objects.values_list("state", "stage")) == {("approved", 0)}


def test_articles_that_are_placed_at_once_have_numbers_of_their_own(page):
    paper = page.edition.publication
    pool = [Article.objects.create(publication=paper, headline=title) for title in "甲乙丙丁"]
    said = at_once(*(lambda each=each: workflow.place(each, type(page).objects.get(pk=page.pk)) for each in pool))
    assert said == [DONE] * 4
    assert sorted(Article.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Edition.objects.get().last_article_number == 4


def test_an_article_that_two_place_at_once_keeps_its_first_number(page):
    Article.objects.create(publication=page.edition.publication, headline="甲")
    read = [Article.objects.get() for _turn in range(2)]
    assert at_once(*(lambda each=each: workflow.place(each, page) for each in read)) == [DONE] * 2
    assert Article.objects.values_list("number", flat=True).get() == 1


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("by_form", [False, True])
def test_articles_change_places_between_two_editions(by_form, turn):
    """Each of both moves needs both editions; by a form each is a revision of the article too."""
    pages = [make_page(make_edition(on=date(2024, 3, day), public=False)) for day in (1, 2)]
    articles = [make_article(page) for page in pages]

    def move(article, page):
        article, page = Article.objects.get(pk=article.pk), type(page).objects.get(pk=page.pk)
        if not by_form:
            return workflow.place(article, page)
        article.page = page
        with workflow.revision(article, by=None):
            return workflow.place(article, page)

    moves = zip(articles, reversed(pages), strict=True)
    assert at_once(*(lambda each=each: move(*each) for each in moves)) == [DONE, DONE]
    assert [Article.objects.get(pk=article.pk).page for article in articles] == pages[::-1]


# A text that changes while it is reviewed


def changed(article, by, body="<p>改过。</p>", held=None):
    """Change an article's text as its form does: as it was read, within one revision, saved whole."""
    with workflow.revision(article, by=by):
        article.body = body
        article.save()
        if held:
            held.wait(HELD)


def covers(article) -> bool:
    """Whether the newest approval is of the text that is there now."""
    newest = article.reviews.first()
    return newest.version.digest == digest(versions.read(article))


@pytest.mark.parametrize("passed", [(), ("first",), ("first", "second")])
def test_whoever_saves_an_older_copy_takes_no_review_back_and_passes_none(people, article, passed):
    """The form was opened before the others decided: its text is stored, and their decisions no longer cover it."""
    workflow.submit(article, by=people["author"])
    opened = Article.objects.get(pk=article.pk)
    for who in passed:
        workflow.approve(article, by=people[who])
    changed(opened, people["author"])
    assert standing(article) == ("in_review", 1, 2 if passed else 1)
    workflow.approve(article, by=people["first"])
    assert (standing(article)[:2], covers(article)) == (("in_review", 2), True)


def test_a_withdrawal_outlives_an_older_copy(people):
    article = make_article()
    opened = Article.objects.get(pk=article.pk)
    workflow.withdraw(article, "差错", "已撤回。", by=people["third"])
    workflow.place(opened, opened.page, 3)
    assert Article.objects.values_list("withdrawal_notice", "order").get() == ("已撤回。", 3)


def test_an_approval_waits_for_the_change_that_is_being_saved(people, article):
    workflow.submit(article, by=people["author"])
    opened, saved = Article.objects.get(pk=article.pk), threading.Event()
    said = at_once(
        lambda: changed(opened, people["author"], held=saved),
        lambda: workflow.approve(article, by=people["first"]),
    )
    assert said == [DONE, DONE]
    state, stage, _round = standing(article)
    assert (state, stage == 1 or covers(article)) == ("in_review", True)


def test_a_text_that_the_reviewer_has_not_seen_is_not_approved(people, article):
    workflow.submit(article, by=people["author"])
    seen = digest(versions.read(article))
    said = at_once(
        lambda: changed(Article.objects.get(pk=article.pk), people["author"]),
        lambda: workflow.approve(article, by=people["first"], seen=seen),
    )
    assert said[0] == DONE
    if said[1] == DONE:  # it came first, and the change has voided it
        assert (standing(article), reviewed(article)) == (("in_review", 1, 2), [(1, 1, "approved")])
    else:
        assert said[1] == "“渡口通了新车”的文字刚有改动，请重新审读。"
        assert (standing(article), reviewed(article)) == (("in_review", 1, 1), [])
    with pytest.raises(workflow.Refused, match="重新审读"):
        workflow.approve(article, by=people["first"], seen=seen)
