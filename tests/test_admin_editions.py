"""The desks for editions and pages: what is offered, released, refused, and kept when a page is renumbered."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleAddress
from editions import media
from editions.models import Edition, Page
from tests.factories import make_article, make_edition, make_page, make_publication, picture

pytestmark = pytest.mark.django_db
EDITIONS = "/admin/editions/edition/"
PAGES = "/admin/editions/page/"


def staff(*permissions):
    user = User.objects.create_user(f"staff {permissions}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def no_pages(**pages):
    return {"pages-TOTAL_FORMS": 0, "pages-INITIAL_FORMS": 0, **pages}


def listed(client, **filters):
    return [str(edition.date) for edition in client.get(EDITIONS, filters).context["cl"].result_list]


def test_each_state_lists_its_editions(admin_client):
    now = timezone.now()
    make_edition(on=date(2024, 3, 1))
    make_edition(on=date(2024, 3, 2), public=False)
    make_edition(on=date(2024, 3, 3), publish_at=now + timedelta(days=1))
    make_edition(on=date(2024, 3, 4), withdrawn_at=now, withdrawal_notice="误。")
    states = {
        "draft": ["2024-03-02"],
        "scheduled": ["2024-03-03"],
        "public": ["2024-03-01"],
        "withdrawn": ["2024-03-04"],
    }
    assert {state: listed(admin_client, state=state) for state in states} == states
    changelist = admin_client.get(EDITIONS).context["cl"]
    shown = [str(changelist.model_admin.state(edition)) for edition in changelist.result_list]
    assert len(set(shown)) == 4


def test_counts_do_not_multiply(admin_client):
    edition = make_edition()
    first, second = make_page(edition, "A01"), make_page(edition, "A02")
    for page in (first, first, second):
        make_article(page)
    row = admin_client.get(EDITIONS).context["cl"].result_list[0]
    assert (row.pages_kept, row.articles_placed) == (2, 3)


def test_a_new_edition_is_offered_the_next_number_of_its_paper(admin_client):
    make_edition(number=100)
    evening = make_publication("evening", "晚报", running_number=41, order=1)
    offered = admin_client.get(f"{EDITIONS}add/").context["adminform"].form
    assert offered.get_initial_for_field(offered.fields["number"], "number") == 101
    of_evening = admin_client.get(f"{EDITIONS}add/?publication={evening.pk}").context["adminform"].form
    assert of_evening.get_initial_for_field(of_evening.fields["number"], "number") == 42
    numbers = json.loads(of_evening.fields["publication"].widget.widget.attrs["data-next-numbers"])
    assert sorted(numbers.values()) == [42, 101]
    assert admin_client.get(f"{EDITIONS}add/?publication=x").status_code == 200


def test_pages_are_written_with_their_edition(admin_client):
    paper = make_publication()
    reply = admin_client.post(
        f"{EDITIONS}add/",
        {
            "publication": paper.pk,
            "date": "2024-03-01",
            **no_pages(),
            "pages-TOTAL_FORMS": 2,
            "pages-0-number": "第a02版",
            "pages-0-name": "综合",
            "pages-1-number": "A01",
            "pages-1-name": "要闻",
        },
    )
    assert reply.status_code == 302
    assert list(Page.objects.values_list("number", "name")) == [("A01", "要闻"), ("A02", "综合")]


def test_make_public_releases_the_edition_with_its_articles(client):
    edition = make_edition(public=False)
    article = make_article(make_page(edition), approved=False)
    client.force_login(staff("view_edition", "change_edition", "sign_off_edition"))
    client.post(EDITIONS, {"action": "sign_off", "_selected_action": [edition.pk]})
    edition.refresh_from_db()
    assert edition.is_public
    assert edition.signed_off_by.username.startswith("staff")
    assert list(Article.objects.published()) == [article]
    client.post(EDITIONS, {"action": "reopen", "_selected_action": [edition.pk]})
    assert not Edition.objects.public().exists()


def test_only_those_who_may_sign_off_are_offered_it(client):
    edition = make_edition(public=False)
    client.force_login(staff("view_edition", "change_edition"))
    assert client.get(EDITIONS).context["action_form"] is None
    client.post(EDITIONS, {"action": "sign_off", "_selected_action": [edition.pk]})
    assert not Edition.objects.public().exists()


def test_a_released_edition_keeps_a_publish_time(admin_client):
    edition = make_edition()
    reply = admin_client.post(f"{EDITIONS}{edition.pk}/change/", {"date": "2024-03-01", **no_pages()})
    assert "publish_at" in reply.context["adminform"].form.errors


def test_a_public_edition_is_not_deleted(admin_client):
    edition = make_edition()
    assert admin_client.post(f"{EDITIONS}{edition.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Edition.objects.exists()


def test_the_way_to_the_site_is_shown_where_readers_can_go(admin_client):
    public, draft = make_edition(), make_edition(on=date(2024, 3, 2), public=False)
    assert admin_client.get(f"{EDITIONS}{public.pk}/change/").context["absolute_url"] == public.get_absolute_url()
    assert admin_client.get(f"{EDITIONS}{draft.pk}/change/").context["absolute_url"] is None


def test_a_page_shows_its_articles_in_order(admin_client):
    page = make_page()
    make_article(page, "第二条", order=1)
    make_article(page, "第一条", order=0)
    content = admin_client.get(f"{PAGES}{page.pk}/change/").content.decode()
    assert 0 < content.index("第一条") < content.index("第二条")


def rows(page, **changes):
    articles = list(page.articles.order_by("order", "number"))
    fields = {"articles-TOTAL_FORMS": len(articles), "articles-INITIAL_FORMS": len(articles)}
    for place, article in enumerate(articles):
        fields |= {f"articles-{place}-id": article.pk, f"articles-{place}-order": article.order}
    return {"number": page.number, "name": page.name, **fields, **changes}


def test_articles_change_places_on_their_page(admin_client):
    page = make_page()
    first, second = make_article(page, "甲"), make_article(page, "乙")
    changes = {"articles-0-order": 2}
    assert admin_client.post(f"{PAGES}{page.pk}/change/", rows(page, **changes)).status_code == 302
    assert list(page.articles.in_print_order()) == [second, first]


def test_renumbering_a_page_keeps_its_addresses(admin_client):
    article = make_article(make_page())
    page = article.page
    assert admin_client.post(f"{PAGES}{page.pk}/change/", rows(page, number="B01")).status_code == 302
    assert list(ArticleAddress.objects.values_list("path", "article")) == [("2024-03-01/A01/1", article.pk)]


def test_redating_an_edition_keeps_its_addresses(admin_client):
    article = make_article()
    edition = article.edition
    reply = admin_client.post(
        f"{EDITIONS}{edition.pk}/change/",
        {
            "date": "2024-03-05",
            "publish_at_0": "2024-03-05",
            "publish_at_1": "06:00",
            **no_pages(),
            "pages-TOTAL_FORMS": 1,
            "pages-INITIAL_FORMS": 1,
            "pages-0-id": article.page.pk,
            "pages-0-number": "A03",
        },
    )
    assert reply.status_code == 302, reply.context["errors"]
    assert set(ArticleAddress.objects.values_list("path", flat=True)) >= {"2024-03-01/A01/1"}
    article = Article.objects.get()
    assert article.get_absolute_url() == "/morning/2024-03-05/A03/1/"


def damaged(content):
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("field", "name", "content"),
    [
        ("facsimile", "page.jpg", damaged(picture(900, 900, form="JPEG"))),
        ("facsimile", "page.png", damaged(picture(900, 900, form="PNG"))),
        ("facsimile", "page.jpg", b"no picture"),
        ("facsimile", "page.ico", picture(form="ICO")),
        ("pdf", "page.pdf", b"no pdf"),
        ("pdf", "page.pdf", b"%PDF-1.7 and nothing more"),
    ],
)
def test_a_damaged_upload_is_refused_with_a_sentence(admin_client, field, name, content):
    page = make_page()
    reply = admin_client.post(f"{PAGES}{page.pk}/change/", rows(page) | {field: SimpleUploadedFile(name, content)})
    assert len(reply.context["adminform"].form.errors[field]) >= 1
    assert not getattr(Page.objects.get(), field)


def test_a_whole_upload_is_kept(admin_client):
    page = make_page()
    files = {
        "facsimile": SimpleUploadedFile("page.jpg", picture(40, 60)),
        "pdf": SimpleUploadedFile("page.pdf", b"%PDF-1.7\n...\n%%EOF\n"),
    }
    assert admin_client.post(f"{PAGES}{page.pk}/change/", rows(page) | files).status_code == 302
    page.refresh_from_db()
    assert (page.facsimile_width, page.facsimile_height) == (40, 60)
    shown = admin_client.get(f"{PAGES}{page.pk}/change/").content.decode()
    assert media.address(page.facsimile.name, 640) in shown
    assert reverse("page", args=["morning", "2024-03-01", "A01"]) in shown
