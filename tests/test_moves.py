"""Every move of the newsroom's day, in every state, by everybody: tables of what is made and why the rest is refused.

Each cell is really tried. A new verb is a line of `moves_of` and, in moves_tabled.py, one below each state, which the
failing test gives; a new state is a function among `STATES` that brings a thing into it.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles import roles, versions, workflow
from articles.models import ProposedCorrection
from editions.models import Edition

from .factories import make_article, make_edition, make_page, make_publication, make_staff, make_staff_of
from .moves_tabled import ARTICLES, EDITIONS, PAGES
from .newsroom_staffed import undone

pytestmark = pytest.mark.django_db
LATER = datetime(2124, 3, 1, tzinfo=UTC)

# Why a move is refused, by what the sentence says, and the sign that stands for it in the tables.
WHY = {
    "你的岗位没有这项权限": "role",
    "现为“": "state",
    "你已在": "again",
    "负责。": "stage",
    "由你撰写": "own",
    "只有作者": "others",
    "尚未签发": "open",
    "已签发": "signed",
    "已撤下": "gone",
    "此前已撤稿": "gone",
    "并未撤稿": "there",
    "还不能签发": "lacks",
    "读者已能看到": "read",
    "不能再设解禁时间": "late",
    "尚待审定": "waits",
    "有待审的更正": "waits",
    "由提交人撤回": "others",
    "上一校样由你签署": "last",
    "清样已签署": "clean",
}


def sign_of(refusal: workflow.Refused) -> str:
    return next((sign for words, sign in WHY.items() if words in str(refusal)), str(refusal))


# Who tries


@pytest.fixture
def people():
    """A member of every role, and those whose part in a text or whose assignment makes a difference.

    `writer` and `earlier` hold all roles of reviews: the one wrote the text, the other has passed its first review.
    `away` holds them for another paper. `another` is a reporter who did not write it, and corrects it.
    """
    reviews = (roles.PAGE_EDITOR, roles.DESK_HEAD, roles.DUTY_EDITOR)
    found = {
        "author": make_staff("author", roles.REPORTER),
        "writer": make_staff("writer", *reviews),
        "earlier": make_staff("earlier", *reviews),
        "another": make_staff("another", roles.REPORTER),
        "editor": make_staff("editor", roles.PAGE_EDITOR),
        "head": make_staff("head", roles.DESK_HEAD),
        "duty": make_staff("duty", roles.DUTY_EDITOR),
        "proof": make_staff("proof", roles.PROOFREADER),
        "photo": make_staff("photo", roles.PHOTO_EDITOR),
        "archive": make_staff("archive", roles.ARCHIVIST),
        "away": make_staff_of(make_publication("evening", "晚报"), "away", *reviews),
        "super": make_staff("super"),
        # Nobody of the tables: they bring a thing into its state.
        "other head": make_staff("other head", roles.DESK_HEAD),
        "other duty": make_staff("other duty", roles.DUTY_EDITOR),
    }
    found["super"].is_superuser = True
    found["super"].save()
    return found


def tried(people, who: str, move) -> str:
    """`●` where the move is made, else the sign of the refusal; either is undone."""
    with undone():
        try:
            move(people[who])
        except workflow.Refused as refusal:
            return sign_of(refusal)
    return "●"


def lines(people, table: str, moves: dict, offered=None) -> list[str]:
    """A line for each verb with what came of it for everybody whom the table's heading names."""
    heading = table.strip().splitlines()[0].split()[1:]
    found = []
    for verb, move in moves.items():
        cells = [tried(people, who, move) for who in heading]
        found.append(f"{verb:<19}" + "".join(f"{cell:<8}" for cell in cells).rstrip())
        for who, cell in zip(heading, cells, strict=True):
            if offered and (offer := offered(verb, people[who])) is not None:
                assert offer == (cell == "●"), f"{verb} is {'' if offer else 'not '}offered to {who}, and it is {cell}"
    return found


def expected(table: str, state: str) -> list[str]:
    """The lines of a state: those below its name."""
    blocks = {block.splitlines()[0]: block.splitlines()[1:] for block in table.strip().split("\n\n")[1:]}
    return blocks.get(state, [])


# Articles


def draft(article, people):
    """As it is made: by its author, on a page."""


def first_review(article, people):
    workflow.submit(article, by=article.author)


def second_review(article, people):
    first_review(article, people)
    workflow.approve(article, by=people["earlier"])


def third_review(article, people):
    second_review(article, people)
    workflow.approve(article, by=people["other head"])


def approved(article, people):
    third_review(article, people)
    workflow.approve(article, by=people["other duty"])


def released(article, people):
    """Signed off, and not public yet."""
    approved(article, people)
    workflow.sign_off(article.edition, by=people["other duty"], publish_at=LATER, override_reason="急。")


def public(article, people):
    approved(article, people)
    workflow.sign_off(article.edition, by=people["other duty"], override_reason="急。")


def being_corrected(article, people):
    public(article, people)
    workflow.correct(article, another_text(article), "有误。", by=people["another"])


def withdrawn(article, people):
    public(article, people)
    workflow.withdraw(article, "差错", "已撤回。", by=people["other duty"])


STATES = {
    each.__name__: each
    for each in (
        draft,
        first_review,
        second_review,
        third_review,
        approved,
        released,
        public,
        being_corrected,
        withdrawn,
    )
}


def another_text(article):
    return replace(versions.read(article), body="<p>更正。</p>")


def moves_of(article) -> dict:
    """What can be tried with an article; a correction is decided of where one waits."""
    correction = article.proposed_corrections.filter(state=ProposedCorrection.State.WAITING).first()
    other = make_page(article.edition, "A09")
    moves = {
        "submit": lambda by: workflow.submit(article, by=by),
        "approve": lambda by: workflow.approve(article, by=by),
        "return_to_author": lambda by: workflow.return_to_author(article, "缺时间。", by=by),
        "take_back": lambda by: workflow.take_back(article, by=by),
        "place": lambda by: workflow.place(type(article).objects.get(pk=article.pk), other, by=by),
        "set_embargo": lambda by: workflow.set_embargo(article, LATER.replace(year=2125), by=by),
        "restore_version": lambda by: workflow.restore_version(article, article.versions.last(), by=by),
        "correct": lambda by: workflow.correct(article, another_text(article), "有误。", by=by),
        "withdraw": lambda by: workflow.withdraw(article, "差错", "已撤回。", by=by),
        "restore": lambda by: workflow.restore(article, "查无差错", by=by),
    }
    if correction:
        moves["approve_correction"] = lambda by: workflow.approve_correction(correction, by=by)
        moves["decline_correction"] = lambda by: workflow.decline_correction(correction, "原文无误。", by=by)
    return moves


def cells_of_four(line: str) -> str:
    """The verb, and what comes of it for the first four of the heading."""
    return line[: 19 + 4 * 8].rstrip()


@pytest.mark.parametrize("wrote", ["author", "writer"])
@pytest.mark.parametrize("state", STATES)
def test_moves_of_an_article(people, state, wrote):
    """The text of a reporter, and that of somebody who could review it, for those to whom that makes a difference."""
    author = people[wrote]
    article = make_article(make_page(make_edition(public=False)), approved=False, author=author)
    with workflow.revision(article, by=author):
        article.body = "<p>定稿。</p>"
        article.save()
    STATES[state](article, people)
    article.refresh_from_db()
    correction = article.proposed_corrections.first()

    def offered(verb, by):
        if verb in ("submit", "approve", "return_to_author", "take_back"):
            return verb in workflow.open_moves(article, by)
        if verb in ("withdraw", "restore"):
            return not workflow.why_not_withdraw(verb, article, by)
        if verb.endswith("_correction"):
            return not workflow.why_not_decide(verb, correction, by)
        return not workflow.why_not_correct(article, by) if verb == "correct" else None

    found = lines(people, ARTICLES[wrote], moves_of(article), offered)
    if wrote == "writer":
        usual = [cells_of_four(line) for line in expected(ARTICLES["author"], state)]
        assert [line[:19] for line in found] == [line[:19] for line in usual], "the lines for author's text come first"
        found = [line for line in found if line not in usual]
    assert found == expected(ARTICLES[wrote], state), "\n".join([f"# ARTICLES {wrote}", state, *found])


def test_every_verb_is_tried(people):
    article = make_article(make_page(make_edition(public=False)), author=people["author"])
    being_tried = {*moves_of(article), "approve_correction", "decline_correction", "sign_proof", "sign_off", "reopen"}
    assert being_tried == set(workflow.MOVES)


# Pages


@pytest.mark.parametrize(
    "signed_by", ["", "editor", "editor proof", "editor proof editor", "editor proof editor proof"]
)
def test_signing_the_next_proof_of_a_page(people, signed_by):
    page = make_page(make_edition(public=False))
    for who in signed_by.split():
        workflow.sign_proof(page, by=people[who])

    def offered(verb, by):
        return workflow.open_moves(page, by) == [verb]

    found = lines(people, PAGES, {"sign_proof": lambda by: workflow.sign_proof(page, by=by)}, offered)
    state = f"signed by {signed_by or 'nobody'}"
    assert found == expected(PAGES, state), "\n".join(["# PAGES", state, *found])


# Editions


def edition_draft(page, people):
    """With all that it needs."""
    for who in ("editor", "proof", "editor", "proof"):
        workflow.sign_proof(page, by=people[who])


def edition_lacking(page, people):
    """Without its proofs."""


def edition_released(page, people):
    workflow.sign_off(page.edition, by=people["other duty"], publish_at=LATER, override_reason="急。")


def edition_being_corrected(page, people):
    article = make_article(page, author=people["author"])
    edition_released(page, people)
    workflow.correct(article, another_text(article), by=people["another"])


def edition_public(page, people):
    workflow.sign_off(page.edition, by=people["other duty"], override_reason="急。")


def edition_withdrawn(page, people):
    edition_public(page, people)
    workflow.withdraw(page.edition, "差错", "已撤回。", by=people["other duty"])


EDITION_STATES = {
    "draft": edition_draft,
    "lacking": edition_lacking,
    "released": edition_released,
    "being_corrected": edition_being_corrected,
    "public": edition_public,
    "withdrawn": edition_withdrawn,
}


@pytest.mark.parametrize("state", EDITION_STATES)
def test_moves_of_an_edition(people, state):
    page = make_page(make_edition(public=False))
    EDITION_STATES[state](page, people)
    edition = Edition.objects.get()

    def offered(verb, by):
        if verb in ("withdraw", "restore"):
            return not workflow.why_not_withdraw(verb, edition, by)
        # What an edition lacks can be gone over with a reason: the plain sign-off is offered all the same.
        return None if verb == "sign_off" else verb.split()[0] in workflow.open_moves(edition, by)

    moves = {
        "sign_off": lambda by: workflow.sign_off(edition, by=by),
        "sign_off (reason)": lambda by: workflow.sign_off(edition, by=by, override_reason="急。"),
        "reopen": lambda by: workflow.reopen(edition, "误签。", by=by),
        "withdraw": lambda by: workflow.withdraw(edition, "差错", "已撤回。", by=by),
        "restore": lambda by: workflow.restore(edition, "查无差错", by=by),
    }
    found = lines(people, EDITIONS, moves, offered)
    assert found == expected(EDITIONS, state), "\n".join(["# EDITIONS", state, *found])
