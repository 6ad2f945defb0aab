"""Three reviews: which moves are allowed to whom, which are refused and why, and what a change of the text voids."""

import pytest
from django.contrib.auth.models import User

from articles import roles, workflow
from articles.models import Article, Assignment, Review, ReviewStage, TrailEntry
from editions.models import Edition

from .factories import make_article, make_edition, make_page, make_publication, make_staff

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED = Article.State.DRAFT, Article.State.IN_REVIEW, Article.State.APPROVED


@pytest.fixture
def people(people):
    """Beside the others `other`, who may review at every stage, and `nobody`, who may nothing."""
    reviews = (roles.PAGE_EDITOR, roles.DESK_HEAD, roles.DUTY_EDITOR)
    return people | {"other": make_staff("other", *reviews), "nobody": make_staff("nobody")}


@pytest.fixture
def article(people):
    page = make_page(make_edition(public=False))
    return make_article(page, approved=False, author=people["author"])


def standing(article) -> tuple[str, int, int]:
    """State, stage and round of an article as it is stored."""
    return Article.objects.values_list("state", "stage", "round").get(pk=article.pk)


def do(article, people, *moves):
    """Make moves such as "submit author"; a return gives its reason."""
    for move in moves:
        verb, who = move.split()
        arguments = ["不清楚。"] if verb == "return_to_author" else []
        getattr(workflow, verb)(article, *arguments, by=people[who])


def change(article, by, body="<p>改过。</p>"):
    article = Article.objects.get(pk=article.pk)
    with workflow.revision(article, by=by):
        article.body = body
        article.save()


SUBMITTED = ("submit author",)
ONCE = (*SUBMITTED, "approve first")
TWICE = (*ONCE, "approve second")
THRICE = (*TWICE, "approve third")


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ((), (DRAFT, 0, 0)),
        (SUBMITTED, (IN_REVIEW, 1, 1)),
        (ONCE, (IN_REVIEW, 2, 1)),
        (TWICE, (IN_REVIEW, 3, 1)),
        (THRICE, (APPROVED, 0, 1)),
        ((*SUBMITTED, "return_to_author first"), (DRAFT, 0, 1)),
        ((*TWICE, "return_to_author third"), (DRAFT, 0, 1)),
        ((*TWICE, "return_to_author third", "submit author"), (IN_REVIEW, 1, 2)),
        ((*TWICE, "return_to_author third", *THRICE), (APPROVED, 0, 2)),
        ((*SUBMITTED, "take_back author"), (DRAFT, 0, 1)),
        ((*TWICE, "take_back author", "submit author"), (IN_REVIEW, 1, 2)),
        (("submit other",), (IN_REVIEW, 1, 1)),
        (("submit other", "approve first"), (IN_REVIEW, 2, 1)),
        ((*SUBMITTED, "approve other"), (IN_REVIEW, 2, 1)),
    ],
)
def test_moves_that_are_allowed(article, people, moves, expected):
    do(article, people, *moves)
    assert standing(article) == expected


@pytest.mark.parametrize(
    ("moves", "refused", "why"),
    [
        (SUBMITTED, "approve second", "一审由责任编辑负责。"),
        (SUBMITTED, "take_back other", "只有作者本人可以撤回稿件。"),
        (ONCE, "approve first", "你已在一审审过“渡口通了新车”，二审须由他人负责。"),
        ((*SUBMITTED, "approve other"), "approve other", "你已在一审审过“渡口通了新车”，二审须由他人负责。"),
        (
            (*ONCE, "return_to_author second", "submit author", "approve first"),
            "approve first",
            "你已在一审审过“渡口通了新车”，二审须由他人负责。",
        ),
        (
            (*SUBMITTED, "approve first", "return_to_author other", "submit author"),
            "approve other",
            "你已在二审审过“渡口通了新车”，一审须由他人负责。",
        ),
    ],
)
def test_moves_that_are_refused(article, people, moves, refused, why):
    do(article, people, *moves)
    before = standing(article), Review.objects.count(), TrailEntry.objects.count()
    with pytest.raises(workflow.Refused) as refusal:
        do(article, people, refused)
    assert str(refusal.value) == why
    assert (standing(article), Review.objects.count(), TrailEntry.objects.count()) == before


def test_a_superuser_keeps_to_the_rules_too(article, people, admin_user):
    do(article, people, *SUBMITTED)
    workflow.approve(article, by=admin_user)
    with pytest.raises(workflow.Refused, match="二审须由他人负责"):
        workflow.approve(article, by=admin_user)
    Article.objects.filter(pk=article.pk).update(author=admin_user)
    with pytest.raises(workflow.Refused, match="由你撰写"):
        workflow.approve(article, by=admin_user)


def test_whoever_submits_a_text_without_an_author_becomes_it(people):
    article = make_article(make_page(make_edition(public=False)), approved=False)
    do(article, people, "submit first")
    assert Article.objects.get(pk=article.pk).author == people["first"]
    with pytest.raises(workflow.Refused, match="由你撰写"):
        do(article, people, "approve first")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_return_needs_a_reason(article, people, reason):
    do(article, people, *SUBMITTED)
    with pytest.raises(workflow.Refused, match="请写明理由"):
        workflow.return_to_author(article, reason, by=people["first"])
    assert standing(article) == (IN_REVIEW, 1, 1)


@pytest.mark.parametrize(
    ("moves", "by", "expected"),
    [
        ((), "author", (DRAFT, 0, 0)),
        (SUBMITTED, "author", (IN_REVIEW, 1, 1)),
        (SUBMITTED, "first", (IN_REVIEW, 1, 1)),
        (ONCE, "second", (IN_REVIEW, 2, 1)),
        (ONCE, "first", (IN_REVIEW, 1, 2)),
        (ONCE, "author", (IN_REVIEW, 1, 2)),
        (TWICE, "second", (IN_REVIEW, 2, 2)),
        (THRICE, "third", (IN_REVIEW, 3, 2)),
        (THRICE, "second", (IN_REVIEW, 2, 2)),
        (THRICE, "first", (IN_REVIEW, 1, 2)),
        (THRICE, "proofreader", (IN_REVIEW, 1, 2)),
    ],
)
def test_a_change_of_the_text_voids_the_reviews_that_no_longer_cover_it(article, people, moves, by, expected):
    do(article, people, *moves)
    change(article, people[by])
    assert standing(article) == expected


def test_an_approval_before_a_return_covers_nothing_any_more(article, people):
    do(article, people, *TWICE, "return_to_author third", *SUBMITTED)
    assert workflow.void_from(Article.objects.get(pk=article.pk), people["author"]) is None
    change(article, people["author"])
    assert standing(article) == (IN_REVIEW, 1, 2)


def test_a_stage_belongs_to_whoever_reviewed_it_last(article, people):
    again = make_staff("again", roles.DESK_HEAD)
    do(article, people, *TWICE, "return_to_author third", *ONCE)
    workflow.approve(article, by=again)
    change(article, people["second"])
    assert standing(article) == (IN_REVIEW, 1, 3)


def test_after_a_stage_is_void_its_own_reviewer_and_the_later_ones_review_again(article, people):
    do(article, people, *THRICE)
    change(article, people["second"])
    do(article, people, "approve second", "approve third")
    assert standing(article) == (APPROVED, 0, 2)
    reviewed = Review.objects.order_by("pk").values_list("round", "stage", "reviewer__username")
    assert list(reviewed) == [(1, 1, "first"), (1, 2, "second"), (1, 3, "third"), (2, 2, "second"), (2, 3, "third")]


def test_what_is_not_printed_voids_nothing(article, people):
    do(article, people, *THRICE)
    stored = Article.objects.get(pk=article.pk)
    with workflow.revision(stored, by=people["author"]):
        stored.keywords = ["渡口"]
        stored.save()
    assert standing(article) == (APPROVED, 0, 1)


def test_an_approval_is_of_one_exact_text(article, people):
    do(article, people, *SUBMITTED)
    change(article, people["first"], "<p>一审改过。</p>")
    do(article, people, "approve first", "approve second")
    bodies = [review.version.record["body"] for review in Review.objects.order_by("pk")]
    assert bodies == ["<p>一审改过。</p>"] * 2


@pytest.mark.parametrize("names", [["审稿"], ["一审", "二审", "三审", "四审", "五审"]])
def test_a_paper_has_as_many_stages_as_it_wants(article, people, names):
    paper = article.publication
    role = ReviewStage.objects.of(paper)[0].role
    ReviewStage.objects.all().delete()
    ReviewStage.objects.bulk_create(
        ReviewStage(publication=paper, order=order, name=name, role=role) for order, name in enumerate(names, 1)
    )
    do(article, people, *SUBMITTED)
    for number in range(len(names)):
        assert standing(article) == (IN_REVIEW, number + 1, 1)
        workflow.approve(article, by=make_staff(f"editor {number}", roles.PAGE_EDITOR))
    assert standing(article) == (APPROVED, 0, 1)


def test_a_stage_that_the_paper_drops_meanwhile_stops_nothing(article, people):
    do(article, people, *ONCE)
    ReviewStage.objects.filter(order=2).delete()
    do(article, people, "approve third")
    assert standing(article) == (APPROVED, 0, 1)


def test_a_role_that_is_narrowed_to_another_paper_does_not_count(article, people):
    do(article, people, *SUBMITTED)
    first, other = people["first"], make_publication("evening", "晚报")
    assignment = Assignment.objects.create(user=first, role=first.groups.get(), publication=other)
    with pytest.raises(workflow.Refused, match="你的岗位没有这项权限"):
        do(article, people, "approve first")
    Assignment.objects.create(user=first, role=assignment.role, publication=article.publication)
    people["first"] = User.objects.get(pk=first.pk)
    do(article, people, "approve first")
    assert standing(article) == (IN_REVIEW, 2, 1)


def test_every_move_leaves_an_entry(article, people):
    do(article, people, *ONCE, "return_to_author second", "submit author", "take_back author")
    entries = TrailEntry.objects.order_by("pk").values_list("verb", "by__username", "title", "reason")
    assert list(entries) == [
        ("submit", "author", "渡口通了新车", ""),
        ("approve", "first", "渡口通了新车", ""),
        ("return_to_author", "second", "渡口通了新车", "不清楚。"),
        ("submit", "author", "渡口通了新车", ""),
        ("take_back", "author", "渡口通了新车", ""),
    ]


def test_an_article_that_is_signed_off_is_not_changed(article, people):
    do(article, people, *THRICE)
    Edition.objects.update(signed_off_at="2024-02-29T22:00Z", publish_at="2024-02-29T22:00Z")
    body = article.body
    with pytest.raises(workflow.Frozen, match="已签发"):
        change(article, people["author"])
    assert Article.objects.get().body == body
    assert standing(article) == (APPROVED, 0, 1)
