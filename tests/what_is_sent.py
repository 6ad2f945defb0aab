"""Everything that a form, a button or a list's action of the admin can ask for, and whether it was done.

Each function sends one such thing as client and tells whether it happened; its name in SENT is the line of
docs/roles.md that says to whom it is open. A new one is a function with @sent("how the page calls it"), a button of an
article's form a line of BUTTONS.
"""

from collections.abc import Callable
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles import workflow
from articles.models import Article, CheckSetting, Contributor, ProposedCorrection, ReviewStage, WordListTerm
from editions.delivery import as_they_stand
from editions.models import Edition, Publication
from tests.desk_forms import filled
from tests.factories import picture

from .newsroom_staffed import propose

SENT: dict[str, Callable] = {}
# What belongs to no paper, so that no assignment narrows it.
SHARED: set[str] = set()


def sent(name: str, shared: bool = False):
    def register(function):
        SENT[name] = function
        if shared:
            SHARED.add(name)
        return function

    return register


def form_of(thing) -> str:
    return f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"


def form(here, thing, **changes) -> dict:
    """What a superuser's browser would send: whoever has fewer fields sends those too."""
    known = here.__dict__.setdefault("forms", {})
    if form_of(thing) not in known:
        known[form_of(thing)] = filled(here.chief, form_of(thing))
    return known[form_of(thing)] | changes


def stored(thing):
    return type(thing).objects.get(pk=thing.pk)


# The buttons of an article's form: whose form it is, what is pressed, and what the article is before.
BUTTONS = {
    "稿件 送审：他人的 _move=submit, of somebody else's draft": ("draft", "submit", {}),
    "稿件 送审：自己的 _move=submit, of one's own draft": ("draft", "submit", {"own": True}),
    "稿件 通过：一审 _move=approve, first review": ("in_review", "approve", {}),
    "稿件 通过：二审 _move=approve, second review": ("in_review", "approve", {"stage": 2}),
    "稿件 通过：三审 _move=approve, final review": ("in_review", "approve", {"stage": 3}),
    "稿件 退回：一审 _move=return_to_author, first review": ("in_review", "return_to_author", {}),
    "稿件 撤回：自己的 _move=take_back, of one's own text": ("in_review", "take_back", {"own": True}),
    "稿件 撤回：他人的 _move=take_back, of somebody else's text": ("in_review", "take_back", {}),
}


def pressed(here, client, which, verb, *, own=False, stage=None):
    """Press a button of an article's form; whether the article has moved."""
    article = getattr(here, which)
    values = {"author": client.user} if own and hasattr(client, "user") else {}
    Article.objects.filter(pk=article.pk).update(**values | ({"stage": stage} if stage else {}), kicker=article.kicker)
    before = stored(article)
    client.post(form_of(article), form(here, article, _move=verb, _reason="缺时间。"))
    after = stored(article)
    return (before.state, before.stage) != (after.state, after.stage)


for name, (which, verb, before) in BUTTONS.items():
    sent(name)(partial(pressed, which=which, verb=verb, **before))


@sent("稿件 上版 the fields page and order")
def place(here, client):
    client.post(form_of(here.pool), form(here, here.pool, page=here.evening.page.pk, order=7))
    return stored(here.pool).page == here.evening.page


@sent("版面看板 移动稿件 an article, moved on the board")
def arrange(here, client):
    page = here.desks["editions.page"]
    fields = {"article": here.draft.pk, "seen": here.draft.page_id, "page": page.pk}
    client.post(f"/admin/editions/edition/{here.evening.edition.pk}/board/", fields)
    return stored(here.draft).page == page


@sent("稿件 解禁时间 the field embargo")
def set_embargo(here, client):
    client.post(form_of(here.draft), form(here, here.draft, embargo_0="2124-03-01", embargo_1="06:00"))
    return bool(stored(here.draft).embargo)


@sent("稿件 恢复历史版本 an earlier version, brought back")
def restore_version(here, client):
    before = stored(here.pool).headline
    version = here.pool.versions.last()
    client.post(f"/admin/articles/article/{here.pool.pk}/versions/", {"version": version.pk})
    return stored(here.pool).headline != before


@sent("稿件 签发后提交更正稿 a correction, proposed")
def correct(here, client):
    client.post(form_of(here.morning.article), form(here, here.morning.article, headline="更正的标题"))
    return ProposedCorrection.objects.exists()


@sent("稿件 审定他人的更正稿 a correction, approved")
def approve_correction(here, client):
    correction = propose(here)
    address = f"/admin/articles/article/{correction.article_id}/correction/"
    client.post(address, {"correction": correction.pk, "_approve": "1", "note": "有误。"})
    return stored(correction).state == ProposedCorrection.State.APPROVED


@sent("稿件 不采用他人的更正稿 a correction, declined")
def decline_correction(here, client):
    correction = propose(here)
    address = f"/admin/articles/article/{correction.article_id}/correction/"
    client.post(address, {"correction": correction.pk, "_decline": "1", "reason": "原文无误。"})
    return stored(correction).state == ProposedCorrection.State.DECLINED


@sent("稿件 撤稿 an article, withdrawn")
def withdraw(here, client):
    address = f"/admin/articles/article/{here.morning.article.pk}/withdrawal/"
    client.post(address, {"reason": "差错", "notice": "已撤回。"})
    return bool(stored(here.morning.article).withdrawn_at)


@sent("稿件 撤稿后恢复 an article, given back to its readers")
def restore(here, client):
    client.post(f"/admin/articles/article/{here.withdrawn.pk}/withdrawal/", {"reason": "查无差错"})
    return not stored(here.withdrawn).withdrawn_at


@sent("稿件 批注 a note, written", shared=True)
def write_note(here, client):
    client.post(f"/admin/articles/article/{here.draft.pk}/notes/", {"text": "请补时间。"})
    return here.draft.notes.filter(text="请补时间。").exists()


@sent("版面 签署校样 _move=sign_proof")
def sign_proof(here, client):
    before = workflow.proofs_signed(here.evening.page)
    client.post(form_of(here.evening.page), form(here, here.evening.page, _move="sign_proof"))
    return workflow.proofs_signed(here.evening.page) > before


def release(edition, hour="2124-03-01T06:00Z"):
    """Signed off, and readers see it in a hundred years."""
    Edition.objects.filter(pk=edition.pk).update(signed_off_at=timezone.now(), publish_at=hour)


@sent("期 上传各版文件 the files of all pages")
def bring_files(here, client):
    page = here.evening.page
    before = page.facsimile.name
    address = f"/admin/editions/edition/{here.evening.edition.pk}/files/"
    file = SimpleUploadedFile("A01.png", picture(form="PNG"))
    brought = client.post(address, {"files": file}).get("Location", f"{address}{'0' * 32}/")
    seen = as_they_stand(list(here.evening.edition.pages.all()))
    client.post(brought, {"0-page": page.pk, "seen": seen})
    return stored(page).facsimile.name != before


@sent("期 签发 _move=sign_off")
def sign_off(here, client):
    changes = {"_move": "sign_off", "_reason": "停电，按纸样付印。"}
    client.post(form_of(here.evening.edition), form(here, here.evening.edition, **changes))
    return bool(stored(here.evening.edition).signed_off_at)


@sent("期 撤销签发 _move=reopen")
def reopen(here, client):
    release(here.evening.edition)
    client.post(form_of(here.evening.edition), here.released | {"_move": "reopen", "_reason": "误签。"})
    return not stored(here.evening.edition).signed_off_at


@sent("期列表 签发 action=sign_off")
def sign_off_from_the_list(here, client):
    edition = Edition.objects.create(publication=here.evening.paper, date="2024-03-05")
    client.post("/admin/editions/edition/", {"action": "sign_off", "_selected_action": [edition.pk]})
    return bool(stored(edition).signed_off_at)


@sent("期列表 撤销签发 action=reopen")
def reopen_from_the_list(here, client):
    release(here.evening.edition)
    client.post("/admin/editions/edition/", {"action": "reopen", "_selected_action": [here.evening.edition.pk]})
    return not stored(here.evening.edition).signed_off_at


@sent("期 签发后改出版时间 the field publish_at of what is signed off")
def publish_at(here, client):
    release(here.evening.edition)
    client.post(form_of(here.evening.edition), here.released | {"publish_at_0": "2125-03-01"})
    return stored(here.evening.edition).publish_at.year == 2125


@sent("期 整期撤稿 an edition, withdrawn")
def withdraw_edition(here, client):
    address = f"/admin/editions/edition/{here.morning.edition.pk}/withdrawal/"
    client.post(address, {"reason": "差错", "notice": "已撤回。"})
    return bool(stored(here.morning.edition).withdrawn_at)


NO_LEVELS = {"check_settings-TOTAL_FORMS": 0}


@sent("报纸 报头等各栏 the frame of a paper")
def frame(here, client):
    client.post(form_of(here.evening.paper), form(here, here.evening.paper, publisher="新刊社", **NO_LEVELS))
    return Publication.objects.filter(publisher="新刊社").exists()


@sent("报纸 审级 the review stages of a paper")
def review_stages(here, client):
    stage = ReviewStage.objects.of(here.evening.paper)[0]
    changes = {"review_stages-0-name": "初审", **NO_LEVELS}
    client.post(form_of(here.evening.paper), form(here, here.evening.paper, **changes))
    return stored(stage).name == "初审"


@sent("报纸 见报前检查的级别 the levels of a paper's checks")
def levels(here, client):
    row = {"check_settings-0-check_name": "alt", "check_settings-0-level": "off", "check_settings-TOTAL_FORMS": 1}
    client.post(form_of(here.evening.paper), form(here, here.evening.paper, **row))
    return CheckSetting.objects.exists()


def import_terms(client, paper) -> bool:
    file = SimpleUploadedFile("words.csv", "某词,易错词,改".encode())
    client.post("/admin/articles/wordlistterm/import/", {"publication": paper, "file": file})
    return WordListTerm.objects.filter(term="某词").exists()


@sent("词库 导入本报的 a file for a paper's word list")
def import_terms_of_a_paper(here, client):
    return import_terms(client, here.evening.paper.pk)


@sent("词库 导入各报通用的 a file for the word list of all papers")
def import_terms_of_all_papers(here, client):
    return import_terms(client, "")


@sent("作者列表 合并 action=merge", shared=True)
def merge(here, client):
    people = [here.evening.contributor, here.morning.contributor]
    fields = {"action": "merge", "_selected_action": [each.pk for each in people], "merge": "1", "into": people[0].pk}
    client.post("/admin/articles/contributor/", fields)
    return stored(people[1]).merged_into == people[0]


@sent("作者 拆分 contributor, split in two", shared=True)
def split(here, client):
    person = here.evening.contributor
    fields = {"name": "另一人", "distinction": "外地", "article_credits": [person.article_credits.get().pk]}
    client.post(f"/admin/articles/contributor/{person.pk}/split/", fields)
    return Contributor.objects.filter(name="另一人").exists()
