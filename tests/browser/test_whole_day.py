"""One whole day of the newsroom in real browsers: from a reporter's first line to the readers, and what came after.

Seven people at their own desks: a return, a conflict, an override, a correction and a withdrawal. The steps keep the
pictures that the editors' guide shows of them.
"""

from datetime import date

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Article, Correction, Proof, Review, TrailEntry
from editions.models import Edition
from tests.browser.article_form import ready
from tests.factories import make_edition, make_page, make_publication, make_staff, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = {
    "沈一苇": roles.REPORTER,
    "柳岸": roles.PAGE_EDITOR,
    "林见山": roles.PAGE_EDITOR,
    "顾青禾": roles.DESK_HEAD,
    "周望川": roles.DUTY_EDITOR,
    "何校文": roles.PROOFREADER,
    "马远帆": roles.PHOTO_EDITOR,
}
PASSWORD = "渡口通了新车2026"
DAY = date(2026, 3, 12)
TEXT = (
    "3月12日清晨6时，砚溪渡口驶出第一班电动公交车。",
    "线路全长9公里，沿江设站14处，末班车21时收班。",
)


@pytest.fixture
def edition():
    """The next edition with two empty pages, the second of which has a notice that nobody has reviewed."""
    edition = make_edition(make_publication("yanxi", "砚溪晨报"), on=DAY, public=False)
    make_page(edition, "A01", name="要闻")
    page = make_page(edition, "A02", name="公告")
    notice = Article(publication=edition.publication, headline="停水通知", body="<p>3月13日沿江路停水4小时。</p>")
    notice.kind, notice.author = "notice", None
    notice.place(page, 0)
    page.edition.save()
    notice.save()
    return edition


@pytest.fixture
def desks(desk_of, edition):
    """Everybody's own browser, signed in by the login form when it is first used."""
    pages = {}
    for name, role in PEOPLE.items():
        make_staff(name, role, password=PASSWORD)

    def signed_in(name):
        if name not in pages:
            pages[name] = page = desk_of(reduced_motion="reduce")
            page.goto("/admin/")
            page.fill("[name=username]", name)
            page.fill("[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_selector("#user-tools")
        return pages[name]

    return signed_in


def form_of(thing) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def open_form(page, thing):
    page.goto(form_of(thing))
    if isinstance(thing, Article):
        ready(page)


def write(page, *paragraphs):
    """Type paragraphs at the end of the body, in the editor itself."""
    frame = page.frame_locator("iframe.cke_wysiwyg_frame")
    frame.locator("body").click()
    page.keyboard.press("Control+End")
    for place, paragraph in enumerate(paragraphs):
        if place:
            page.keyboard.press("Enter")
        page.keyboard.type(paragraph)


def press(page, move, reason=""):
    """Press the button of a move, below the form, with its note or reason."""
    row = page.locator(".submit-row").last
    if reason:
        row.locator("[name=_reason]").fill(reason)
    row.locator(f"button[name=_move][value={move}]").click()
    page.wait_for_selector(".messagelist")


def said(page) -> list[str]:
    return [text.strip() for text in page.locator(".messagelist li").all_inner_texts()]


def standing() -> tuple:
    article = Article.objects.exclude(kind="notice").get()
    return article.state, article.stage, article.round


def test_a_whole_day(desks, desk_of, edition, keep, tmp_path):
    # A reporter files a text into the copy pool and hands it in.
    reporter = desks("沈一苇")
    reporter.goto(reverse("admin:articles_article_add"))
    ready(reporter)
    reporter.fill("[name=headline]", "砚溪渡口通了新车")
    reporter.fill("[name=byline]", "本报记者 沈一苇")
    write(reporter, *TEXT)
    reporter.locator("[name=headline]").evaluate("field => field.scrollIntoView()")
    keep(reporter, "day/01-write")
    reporter.locator("input[name=_continue]").last.click()
    reporter.wait_for_selector(".messagelist .success")
    ready(reporter)
    article = Article.objects.exclude(kind="notice").get()
    assert (article.page, article.body) == (None, "".join(f"<p>{line}</p>" for line in TEXT))
    assert [credit.name for credit in article.credits.all()] == ["沈一苇"]
    press(reporter, "submit")
    assert standing() == ("in_review", 1, 1)

    # The page editor returns it; its author finds why on the start page, mends it, and hands it in again.
    editor = desks("柳岸")
    editor.goto("/admin/")
    keep(editor, "day/02-waiting-for-me")
    editor.click("text=砚溪渡口通了新车")
    ready(editor)
    press(editor, "return_to_author", "首班车时间请与公交公司核实。")
    assert standing() == ("draft", 0, 1)
    reporter.goto("/admin/")
    assert "首班车时间请与公交公司核实。" in reporter.inner_text("#content")
    keep(reporter, "day/03-returned")
    reporter.click("text=砚溪渡口通了新车")
    ready(reporter)
    write(reporter, "公交公司称，首班车时间以站牌为准。")
    press(reporter, "submit")
    assert standing() == ("in_review", 1, 2)

    # On the board the editor puts the text on the front page with the keyboard.
    editor.goto(reverse("admin:editions_edition_board", args=[edition.pk]))
    editor.wait_for_load_state("networkidle")
    keep(editor, "day/04-board")
    editor.locator(f"#article-{article.pk} .card-title").focus()
    editor.keyboard.press("Alt+ArrowRight")
    editor.wait_for_function("document.querySelector('[data-board-status]').textContent.includes('A01')")
    article.refresh_from_db()
    assert article.page.number == "A01"

    # The photo editor adds a picture; the credited photographer is read from the printed line.
    upload = tmp_path / "photo.jpg"
    upload.write_bytes(picture(900, 600, "#6a8caf"))
    photographer = desks("马远帆")
    open_form(photographer, article)
    photographer.click("#captions-group .add-row a")
    photographer.set_input_files("[name=captions-0-upload]", upload)
    photographer.fill("[name=captions-0-text]", "第一班车驶出渡口。")
    photographer.fill("[name=captions-0-credit_line]", "本报记者 马远帆 摄")
    photographer.fill("[name=captions-0-alt]", "一辆公交车停在江边的渡口")
    keep(photographer, "day/05-photo", "#captions-group")
    photographer.locator("input[name=_continue]").last.click()
    photographer.wait_for_selector(".messagelist .success")
    caption = article.captions.get()
    assert [credit.name for credit in caption.credits.all()] == ["马远帆"]

    # Two editors at one text: the second chooses between both, and nothing is lost.
    other = desks("林见山")
    open_form(editor, article)
    open_form(other, article)
    editor.fill("[name=headline]", "砚溪渡口开出电动公交")
    editor.locator("input[name=_continue]").last.click()
    editor.wait_for_selector(".messagelist .success")
    other.fill("[name=headline]", "渡口首班电动公交今晨开出")
    other.fill("[name=kicker]", "沿江公共交通")
    other.locator("input[name=_continue]").last.click()
    other.wait_for_selector("form.conflict")
    keep(other, "day/06-conflict")
    assert Article.objects.get(pk=article.pk).headline == "砚溪渡口开出电动公交"
    other.locator("[name='_choice.headline'][value=theirs]").check()
    other.locator("button[value=save]").click()
    other.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert (article.headline, article.kicker) == ("砚溪渡口开出电动公交", "沿江公共交通")

    # Three reviews by three people.
    for name, stage in (("柳岸", 2), ("顾青禾", 3), ("周望川", 0)):
        page = desks(name)
        open_form(page, article)
        press(page, "approve", "可。" if stage == 2 else "")
        assert standing() == ("in_review" if stage else "approved", stage, 2)
    keep(desks("周望川"), "day/07-approved")
    assert list(Review.objects.order_by("pk").values_list("reviewer__username", "verdict")) == [
        ("柳岸", "returned"),
        ("柳岸", "approved"),
        ("顾青禾", "approved"),
        ("周望川", "approved"),
    ]

    # Three proofs and the clean one of the front page, in turn.
    for turn, name in enumerate(("何校文", "柳岸", "何校文", "林见山")):
        page = desks(name)
        open_form(page, article.page)
        press(page, "sign_proof", "第2段“九公里”改“9公里”" if turn == 0 else "")
    keep(desks("林见山"), "day/08-proofs", ".module:has(.field-proofed)")
    assert list(Proof.objects.order_by("pk").values_list("order", "signed_by__username")) == [
        (1, "何校文"),
        (2, "柳岸"),
        (3, "何校文"),
        (4, "林见山"),
    ]

    # The edition lacks the notice's reviews and its page's proofs: the duty editor-in-chief goes over it with a reason.
    duty = desks("周望川")
    duty.goto(reverse("admin:editions_edition_board", args=[edition.pk]))
    keep(duty, "day/09-what-is-stuck")
    open_form(duty, edition)
    press(duty, "sign_off")
    assert not Edition.objects.get().signed_off_at
    assert any("还不能签发" in sentence for sentence in said(duty))
    keep(duty, "day/10-not-yet")
    press(duty, "sign_off", "停水通知由供水公司盖章，按原件付印。")
    assert Edition.objects.get().is_public
    entry = TrailEntry.objects.get(verb="sign_off")
    assert (entry.by.username, entry.reason) == ("周望川", "停水通知由供水公司盖章，按原件付印。")

    # Readers have it.
    reader = desk_of()
    address = Article.objects.select_related("publication", "edition", "page").get(pk=article.pk).get_absolute_url()
    assert reader.goto(address).status == 200
    assert "砚溪渡口开出电动公交" in reader.inner_text("h1")
    keep(reader, "day/11-readers")

    # A correction: readers keep the approved text until somebody who wrote neither approves the new one.
    open_form(reporter, article)
    reporter.evaluate(
        "CKEDITOR.instances.id_body.setData(CKEDITOR.instances.id_body.getData().replace('14处', '16处'))"
    )
    reporter.locator(".submit-row").last.locator("[name=_note]").fill("沿江设站应为16处。")
    keep(reporter, "day/12-propose", ".submit-row")
    reporter.locator("input[name=_save]").last.click()
    reporter.wait_for_selector(".messagelist .success")
    assert "14处" in reader.goto(address).text()
    other.goto("/admin/")
    other.click("#content >> text=砚溪渡口开出电动公交")
    other.wait_for_selector("table.comparison")
    keep(other, "day/13-correction")
    other.click("button[name=_approve]")
    other.wait_for_selector(".messagelist .success")
    page = reader.goto(address).text()
    assert ("14处" in page, "16处" in page) == (False, True)
    assert "沿江设站应为16处。" in page
    assert Correction.objects.get().text == "沿江设站应为16处。"
    keep(reader, "day/14-corrected")

    # A withdrawal: the notice answers with what readers are told.
    notice = Article.objects.get(kind="notice")
    duty.goto(reverse("admin:articles_article_withdrawal", args=[notice.pk]))
    duty.fill("[name=reason]", "供水公司来电，停水取消。")
    duty.fill("[name=notice]", "停水安排已取消，本报就此撤稿。")
    keep(duty, "day/15-withdraw")
    duty.locator(".submit-row input[type=submit]").click()
    duty.wait_for_selector(".messagelist .success")
    notice = Article.objects.select_related("publication", "edition", "page").get(pk=notice.pk)
    gone = reader.goto(notice.get_absolute_url())
    assert (gone.status, "停水安排已取消，本报就此撤稿。" in gone.text(), "停水4小时" in gone.text()) == (
        410,
        True,
        False,
    )
    keep(reader, "day/16-withdrawn")
    duty.goto(reverse("admin:articles_trailentry_changelist"))
    keep(duty, "day/17-trail")
    done = TrailEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert [verb for verb in done if verb != "place"] == [
        "submit",
        "return_to_author",
        "submit",
        "approve",
        "approve",
        "approve",
        *["sign_proof"] * 4,
        "sign_off",
        "correct",
        "approve_correction",
        "withdraw",
    ]
