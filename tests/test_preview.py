"""Staff see beforehand what readers will see: from the reader's own templates, and nobody else sees it."""

from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_urlconf, reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import roles
from articles.models import Article
from tests.factories import make_account, make_article, make_edition, make_page, make_publication, make_staff, permit
from tests.reader_paper import make_full_article, make_paper

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + timedelta(days=1)
EDITION, PAGE, ARTICLE = "/morning/2024-03-05/", "/morning/2024-03-05/A01/", "/morning/2024-03-05/A01/1/"
MIRRORED = [EDITION, PAGE, ARTICLE]
# What messengers and search engines read, and what is cited: they never see a preview, and nobody cites one.
FOR_STRANGERS = {
    "_share.html",
    "articles/_share.html",
    "articles/_cite.html",
    "editions/_json_ld.html",
    "editions/_feed.html",
    "editions/_iiif.html",
    "editions/_record.html",
}


def of(address):
    return f"/admin/preview{address}"


@pytest.fixture
def draft():
    """The edition of the reader's tests, not yet signed off, its articles drafts."""
    edition = make_paper(2)
    edition.signed_off_at = edition.publish_at = None
    edition.save()
    edition.articles.update(state=Article.State.DRAFT)
    return edition


@pytest.fixture
def proofreader(client):
    user = make_staff("proofreader", roles.PROOFREADER)
    client.force_login(user)
    return user


def seen(reply) -> LexborHTMLParser:
    assert reply.status_code == 200
    return LexborHTMLParser(reply.content.decode())


def notices(tree) -> list[str]:
    return [node.text() for node in tree.css(".preview span")]


def headlines(tree) -> list[str]:
    return ["".join(node.text().split()) for node in tree.css(".headlines .headline")]


@pytest.mark.parametrize("role", roles.PERMISSIONS)
def test_every_role_sees_what_readers_will_see(client, draft, role):
    client.force_login(make_staff("somebody", role))
    for address in MIRRORED:
        assert client.get(address).status_code == 404
        assert client.get(of(address)).status_code == 200


def test_nobody_else_sees_anything(client, draft):
    keys = [draft, draft.pages.first(), draft.articles.first()]
    stored = [f"/{thing._meta.model_name}/{thing.pk}/" for thing in keys]
    asked = [of(address) for address in [*MIRRORED, f"{PAGE}page.pdf", *stored, "/morning/2031-01-01/"]]

    def answers():
        return {(reply.status_code, reply.get("Location", "")) for reply in map(client.get, asked)}

    to_login = {(302, f"/admin/login/?next={address}") for address in asked}
    assert answers() == to_login
    client.force_login(User.objects.create_user("reader"))
    assert answers() == to_login
    guest = make_account()
    client.force_login(guest)
    assert answers() == {(403, "")}
    permit(guest, "view_article", "view_page")
    assert answers() == {(403, "")}
    guest.is_active = False
    guest.save()
    assert answers() == to_login


@pytest.mark.parametrize("address", MIRRORED)
def test_no_cache_and_no_search_engine_keeps_it(client, draft, proofreader, address):
    reply = client.get(of(address))
    kept = {part.strip() for part in reply["Cache-Control"].split(",")}
    assert {"private", "no-store"} <= kept
    assert "public" not in kept
    assert reply["X-Robots-Tag"] == "noindex"
    tree = seen(reply)
    assert tree.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert not tree.css("link[rel=canonical], link[rel=alternate]")
    assert client.post(of(address)).status_code == 405


def test_the_templates_are_the_reader_s_own(client, draft, proofreader):
    named = {address: {template.name for template in client.get(of(address)).templates} for address in MIRRORED}
    Article.objects.update(state=Article.State.APPROVED)
    draft.sign_off()
    draft.save()
    for address in MIRRORED:
        public = {template.name for template in client.get(address).templates}
        assert named[address] == (public - FOR_STRANGERS) | {"_preview.html"}


@pytest.mark.parametrize("address", MIRRORED)
def test_once_public_a_page_is_its_preview_but_for_the_banner_and_the_addresses(client, draft, proofreader, address):
    before = seen(client.get(of(address)))
    Article.objects.update(state=Article.State.APPROVED)
    draft.sign_off()
    draft.save()
    public = seen(client.get(address))
    for cite in public.css(".cite"):
        cite.decompose()
    # A photo has a page of its own only once readers may see it; until then its larger picture is shown.
    for tree in (before, public):
        for photo in tree.css(".photo > a"):
            photo.attrs["href"] = ""
    body = public.css_first("main").html
    beforehand = before.css_first("main").html.replace("/admin/preview/", "/")
    # The calendar shows public editions only, so this one is not in it yet.
    day = f'<a href="{EDITION}" aria-label="2024年3月5日 星期二" aria-current="date">5</a>'
    assert body.replace(day, "5").split() == beforehand.split()


def test_links_lead_on_within_the_preview(client, draft, proofreader):
    """From the edition by every link below the preview: each page and each article is reached, and nothing fails."""
    waiting, found = [of(EDITION)], set()
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found.add(address)
        reply = client.get(address)
        assert reply.status_code == 200, address
        links = [node.attributes["href"] for node in seen(reply).css("a[href]")]
        paths = [urlsplit(urljoin(address, link)).path for link in links]
        assert [path for path in paths if path.startswith(EDITION)] == []
        waiting += [path for path in paths if path.startswith(of(EDITION)) and not path.endswith(".pdf")]
    articles = {of(f"{EDITION}{article.page.number}/{article.number}/") for article in draft.articles.all()}
    assert found == {of(EDITION), of(PAGE), of(f"{EDITION}A02/")} | articles


def test_links_of_an_english_preview_stay_english(client, draft, proofreader):
    tree = seen(client.get("/en" + of(PAGE)))
    assert "This edition is not signed off." in notices(tree)
    ahead = [node.attributes["href"] for node in tree.css(".headlines a, .page-navigation a:not(.pdf)")]
    assert ahead
    assert all(link.startswith("/en" + of(EDITION)) for link in ahead)


def test_what_is_not_of_an_edition_is_linked_where_readers_have_it(client, draft, proofreader):
    tree = seen(client.get(of(ARTICLE)))
    outside = {node.attributes["href"] for node in tree.css(".site a, .imprint a, .title a")}
    assert {"/", "/contributors/", "/morning/", "/morning/corrections/", "/morning/calendar/"} <= outside


def test_a_preview_leaves_the_site_s_own_addresses_alone(client, draft, proofreader):
    before = get_urlconf()
    for address in (PAGE, "/morning/2031-01-01/"):
        client.get(of(address))
        assert (get_urlconf(), reverse("page", args=["morning", "2024-03-05", "A01"])) == (before, PAGE)
    evening = seen(client.get("/evening/2024-03-05/")).html
    assert "/admin/preview/" not in evening


def test_the_banner_says_what_keeps_an_edition_from_its_readers(client, draft, proofreader):
    draft.articles.filter(number__lt=4).update(state=Article.State.APPROVED)
    draft.articles.filter(number=1).update(embargo=TOMORROW)
    waiting = ["1篇稿件尚未审定。", "1篇稿件尚未解禁。"]
    assert notices(seen(client.get(of(EDITION)))) == ["本期尚未签发。", *waiting]
    # Of the four, the first runs over to the second page.
    assert notices(seen(client.get(of(f"{EDITION}A02/")))) == ["本期尚未签发。", *waiting]
    assert notices(seen(client.get(of(PAGE)))) == ["本期尚未签发。", waiting[1]]
    Article.objects.update(state=Article.State.APPROVED, embargo=None)
    draft.sign_off(publish_at=datetime(2099, 3, 1, 6, tzinfo=draft.publication.zone))
    draft.save()
    assert notices(seen(client.get(of(PAGE)))) == ["本期将于2099年3月1日 06:00与读者见面。"]
    draft.withdrawn_at, draft.withdrawal_notice = timezone.now(), "全期撤回"
    draft.save()
    assert notices(seen(client.get(of(EDITION)))) == ["本期已撤下。"]
    assert notices(seen(client.get(of("/evening/2024-03-05/")))) == ["本期读者已可看到。"]


def test_the_banner_says_what_keeps_an_article_from_its_readers(client, draft, proofreader):
    def said(**fields):
        draft.articles.filter(number=1).update(**fields)
        return notices(seen(client.get(of(ARTICLE))))

    assert said() == ["本稿尚未审定（草稿）。", "本期尚未签发。"]
    assert said(state="in_review", stage=1) == ["本稿尚未审定（审稿中）。", "本期尚未签发。"]
    until = datetime(2099, 3, 1, 12, tzinfo=draft.publication.zone)
    assert said(state="approved", stage=0, embargo=until) == ["本稿于2099年3月1日 12:00解禁。", "本期尚未签发。"]
    draft.sign_off()
    draft.save()
    assert said(embargo=None) == ["本稿读者已可看到。"]
    assert said(withdrawn_at=timezone.now(), withdrawal_notice="照片有误") == ["本稿已撤稿：照片有误"]


def test_a_withdrawn_article_has_its_own_preview_and_stands_in_no_other(client, draft, proofreader):
    others = headlines(seen(client.get(of(EDITION))))
    gone = draft.articles.get(number=1)
    Article.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now(), withdrawal_notice="说明")
    shown = headlines(seen(client.get(of(EDITION))))
    title = "".join(gone.headline.split())
    assert shown == [other for other in others if other != title]
    assert shown != others
    for address in (PAGE, f"{EDITION}A01/2/", f"{EDITION}A02/4/"):
        assert gone.title not in client.get(of(address)).content.decode()
    tree = seen(client.get(of(ARTICLE)))
    assert "".join(tree.css_first("h1").text().split()) == title
    assert headlines(tree) == ["A01版第2条江上新渡"]


def test_drafts_are_shown_as_they_are_stored(client, draft, proofreader):
    draft.articles.filter(number=1).update(headline="渡口\n换了新船", body="<h3>小题</h3><p>正文一段。</p>")
    tree = seen(client.get(of(ARTICLE)))
    assert tree.css_first("h1").html == "<h1>渡口<br>换了新船</h1>"
    assert tree.css_first(".body").html == '<div class="body"><h2>小题</h2><p>正文一段。</p></div>'
    assert "渡口换了新船" in headlines(seen(client.get(of(PAGE))))


def test_an_article_of_the_copy_pool_is_shown_alone(client, proofreader):
    article = make_full_article(make_page(make_edition(public=False)), 0)
    Article.objects.filter(pk=article.pk).update(page=None, state=Article.State.DRAFT)
    reply = client.get(of(f"/article/{article.pk}/"))
    tree = seen(reply)
    assert "articles/article.html" in [template.name for template in reply.templates]
    assert notices(tree) == ["本稿尚未审定（草稿）。", "本稿在稿库。"]
    assert tree.css_first("h1").html == "<h1>A01版第1条<br>江上新渡</h1>"
    assert tree.css_first("title").text() == "A01版第1条 江上新渡 · 晨报"
    assert [len(tree.css(part)) for part in (".body p", ".photo", ".byline a", "main > * > aside")] == [2, 2, 2, 0]
    number = Article.objects.get().number
    assert client.get(of(f"/morning/2024-03-01/A01/{number}/")).status_code == 404
    never_placed = Article.objects.create(publication=article.publication, headline="刚写下")
    tree = seen(client.get(of(f"/article/{never_placed.pk}/")))
    assert (tree.css_first("h1").text(), notices(tree)[-1]) == ("刚写下", "本稿在稿库。")


def test_a_form_s_key_leads_to_the_place_of_what_it_holds(client, draft, proofreader):
    article = draft.articles.get(number=1)
    led = [
        client.get(of(f"/{thing._meta.model_name}/{thing.pk}/"))["Location"] for thing in (draft, article.page, article)
    ]
    assert led == [of(address) for address in MIRRORED]


def test_the_forms_offer_their_preview_beside_them(client, draft):
    client.force_login(make_staff("head", roles.DESK_HEAD))
    article = draft.articles.get(number=1)
    for thing in (draft, article.page, article):
        meta = thing._meta
        form = seen(client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])))
        address = of(f"/{meta.model_name}/{thing.pk}/")
        (link,) = form.css(f'.object-tools a[href="{address}"]')
        assert (link.text(), link.attributes["target"]) == ("预览", "preview")
        back = seen(client.get(address, follow=True)).css_first(".preview a").attributes["href"]
        assert client.get(back).context["original"] == thing


def test_a_page_s_pdf_is_the_private_original(client, draft, proofreader):
    (link,) = {node.attributes["href"] for node in seen(client.get(of(PAGE))).css(f'a.pdf[href*="{PAGE}"]')}
    assert link == of(f"{PAGE}page.pdf")
    reply = client.get(link)
    assert reply["Location"].startswith("/admin/originals/pdf/")
    assert b"".join(client.get(reply["Location"])) == b"%PDF-1.4 A01"
    draft.pages.update(pdf="")
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/morning/2031-01-01/",
        "/morning/2024-03-05/A09/",
        "/morning/2024-03-05/--/",
        "/morning/2024-03-05/A01/99/",
        "/nowhere/2024-03-05/",
        "/article/999999/",
        "/page/999999/",
    ],
)
def test_what_is_not_there_is_not_found(client, draft, proofreader, address):
    assert client.get(of(address)).status_code == 404


def test_another_spelling_of_a_page_s_number_shows_it_too(client, draft, proofreader):
    assert seen(client.get(of("/morning/2024-03-05/a1/"))).css_first("h1").text() == "第A01版：要闻"


def test_the_number_of_queries_does_not_grow(client, draft, proofreader):
    def counted():
        found = []
        for address in MIRRORED:
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(of(address)).status_code == 200
            found.append(len(queries))
        return found

    few = counted()
    for place in range(2, 20):
        make_full_article(draft.pages.first(), place)
    assert counted() == few


def test_neither_a_preview_nor_a_public_page_loads_the_editor_or_the_admin_s_scripts(client, draft, proofreader):
    public = make_article(make_page(make_edition(make_publication("noon", "午报"))))
    shown = [of(address) for address in MIRRORED]
    shown += [public.get_absolute_url(), public.page.get_absolute_url(), public.edition.get_absolute_url(), "/"]
    for address in shown:
        text = client.get(address).content.decode()
        assert "ckeditor" not in text, address
        assert "/static/admin/" not in text, address
        assert "/static/articles/" not in text, address
        assert ("preview.css" in text) == address.startswith("/admin/preview/"), address
