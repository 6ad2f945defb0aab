"""Three proofs and the clean one, what an edition lacks for its sign-off, and who may go over it."""

from datetime import UTC, datetime, timedelta

import pytest

from articles import roles, workflow
from articles.checks import inspection
from articles.models import Article, Proof, TrailEntry
from editions.models import Edition

from .factories import make_article, make_edition, make_page, make_staff, make_term

pytestmark = pytest.mark.django_db
TOMORROW = datetime(2124, 3, 1, tzinfo=UTC)


@pytest.fixture
def readers():
    return [make_staff("甲", roles.PROOFREADER), make_staff("乙", roles.PAGE_EDITOR)]


@pytest.fixture
def duty():
    return make_staff("duty", roles.DUTY_EDITOR)


@pytest.fixture
def page():
    return make_page(make_edition(public=False))


def proofread(page, readers, times=4):
    for turn in range(times):
        workflow.sign_proof(page, by=readers[turn % 2])


def signed(page) -> int:
    return workflow.proofs_signed(page)


def test_a_page_has_three_proofs_and_the_clean_one_signed_by_two_in_turn(page, readers):
    workflow.sign_proof(page, "第2行“渡口”误作“渡囗”\n标题漏字\n", by=readers[0])
    with pytest.raises(workflow.Refused, match="上一校样由你签署，下一校须由他人签署"):
        workflow.sign_proof(page, by=readers[0])
    workflow.sign_proof(page, by=readers[1])
    proofread(page, readers, 2)
    assert signed(page) == 4
    with pytest.raises(workflow.Refused, match="清样已签署"):
        workflow.sign_proof(page, by=readers[0])
    found = Proof.objects.order_by("pk").values_list("order", "signed_by__username", "errors")
    assert list(found) == [(1, "甲", "第2行“渡口”误作“渡囗”\n标题漏字"), (2, "乙", ""), (3, "甲", ""), (4, "乙", "")]


@pytest.mark.parametrize("times", [1, 3, 4])
def test_a_change_of_a_text_reopens_the_last_proof_once(page, readers, times):
    article = make_article(page)
    proofread(page, readers, times)
    for body in ("<p>改。</p>", "<p>再改。</p>"):
        with workflow.revision(article, by=readers[1]):
            article.body = body
            article.save()
        assert signed(page) == times - 1
    workflow.sign_proof(page, by=readers[times % 2])
    assert signed(page) == times


def test_an_article_that_comes_or_goes_reopens_the_proofs_of_both_pages(page, readers):
    other = make_page(page.edition, "A02")
    article = make_article(page)
    for each in (page, other):
        proofread(each, readers)
    with workflow.revision(article, by=None):
        workflow.place(article, other)
    assert (signed(page), signed(other)) == (3, 3)


def test_what_an_edition_lacks_is_said_in_print_order(page, readers, duty):
    make_page(page.edition, "A02")
    make_article(page, "已通过")
    make_article(page, "草稿", approved=False)
    proofread(page, readers, 2)
    lacks = ["A01 “草稿”：草稿。", "A01 缺三校。", "A02 缺一校。"]
    assert workflow.missing(page.edition) == lacks
    with pytest.raises(workflow.Refused) as refusal:
        workflow.sign_off(page.edition, by=duty)
    assert str(refusal.value) == " ".join(["晨报 2024-03-01 还不能签发。", *lacks])
    assert not Edition.objects.get().signed_off_at


@pytest.mark.parametrize("pages", [2, 12])
def test_what_an_edition_lacks_is_asked_in_few_queries(pages, readers, django_assert_num_queries):
    edition = make_edition(public=False)
    for number in range(pages):
        page = make_page(edition, f"A{number + 1:02}")
        make_article(page, "", approved=False)
        proofread(page, readers, 1)
    with django_assert_num_queries(3):
        assert len(workflow.missing(edition)) == 2 * pages


def test_an_edition_that_lacks_nothing_is_signed_off(page, readers, duty):
    make_article(page)
    proofread(page, readers)
    workflow.sign_off(page.edition, by=duty)
    edition = Edition.objects.get()
    assert (edition.signed_off_by, edition.publish_at) == (duty, datetime(2024, 2, 29, 22, tzinfo=UTC))
    assert edition.is_public
    entry = TrailEntry.objects.get(verb="sign_off")
    assert (entry.by, entry.reason, entry.details) == (duty, "", {"missing": [], "unreviewed": {}})
    with pytest.raises(workflow.Refused, match="已签发"):
        workflow.sign_off(page.edition, by=duty)
    with pytest.raises(workflow.Refused, match="读者已能看到"):
        workflow.reopen(page.edition, "误签。", by=duty)
    Edition.objects.update(publish_at=TOMORROW)
    workflow.reopen(page.edition, "误签。", by=duty)
    with pytest.raises(workflow.Refused, match="尚未签发"):
        workflow.reopen(page.edition, "误签。", by=duty)
    Edition.objects.update(withdrawn_at=edition.publish_at, withdrawal_notice="撤回。")
    with pytest.raises(workflow.Refused, match="已撤下"):
        workflow.sign_off(page.edition, by=duty, override_reason="急。")


def test_going_over_what_is_missing_needs_a_reason_that_the_trail_keeps(page, duty):
    article = make_article(page, approved=False)
    with pytest.raises(workflow.Refused):
        workflow.sign_off(page.edition, by=duty, override_reason=" ")
    workflow.sign_off(page.edition, by=duty, override_reason="停电，按纸样付印。")
    entry = TrailEntry.objects.get(verb="sign_off")
    assert (entry.reason, entry.details["missing"]) == (
        "停电，按纸样付印。",
        ["A01 “渡口通了新车”：草稿。", "A01 缺一校。"],
    )
    assert list(Article.objects.published()) == [article]


def test_an_edition_is_taken_back_with_a_reason(page, readers, duty):
    proofread(page, readers)
    workflow.sign_off(page.edition, by=duty, publish_at=TOMORROW)
    with pytest.raises(workflow.Refused, match="请写明理由"):
        workflow.reopen(page.edition, "", by=duty)
    workflow.reopen(page.edition, "头条有误。", by=duty)
    assert Edition.objects.get().signed_off_at is None
    assert TrailEntry.objects.get(verb="reopen").reason == "头条有误。"


def test_a_text_that_was_released_unreviewed_stands_in_its_reviews_again(page, duty):
    waiting, draft = make_article(page, "在审", approved=False), make_article(page, "草稿", approved=False)
    workflow.submit(waiting, by=duty)
    workflow.sign_off(page.edition, by=duty, publish_at=TOMORROW, override_reason="停电，按纸样付印。")
    assert set(Article.objects.values_list("state", "stage")) == {("approved", 0)}
    workflow.reopen(page.edition, "来电了。", by=duty)
    assert [
        (each.state, each.stage) for each in (Article.objects.get(pk=waiting.pk), Article.objects.get(pk=draft.pk))
    ] == [
        ("in_review", 1),
        ("draft", 0),
    ]


def test_a_forbidden_term_keeps_an_edition_from_its_sign_off(page, readers, duty):
    make_article(page, body="<p>渡口其它班次照旧。</p>")
    make_term(kind="forbidden")
    proofread(page, readers)
    assert workflow.missing(page.edition) == []
    (sentence,) = workflow.blocked_by(inspection.of_edition(page.edition))
    assert sentence.startswith("A01 “渡口通了新车”：")
    with pytest.raises(workflow.Refused, match="A01 “渡口通了新车”"):
        workflow.sign_off(page.edition, by=duty)
    workflow.sign_off(page.edition, by=duty, override_reason="引文原样。")
    assert TrailEntry.objects.get(verb="sign_off").details["missing"] == [sentence]


def test_an_embargo_ends_later_than_its_edition(page, duty):
    article = make_article(page)
    hour = page.edition.publication.publishing_moment(page.edition.date)
    Edition.objects.update(publish_at=hour)
    with pytest.raises(workflow.Refused, match="解禁时间须晚于"):
        workflow.set_embargo(article, hour, by=duty)
    workflow.set_embargo(article, hour + timedelta(hours=2), by=duty)
    assert Article.objects.get().embargo == hour + timedelta(hours=2)
    workflow.set_embargo(article, None, by=duty)
    assert Article.objects.get().embargo is None
