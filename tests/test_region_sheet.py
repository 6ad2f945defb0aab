"""The sheet of a page's regions: typed or drawn, proposed by the PDF, saved at once or not at all."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageDraw

from articles import roles
from articles.models import Article, ArticleRegion, ArticleVersion
from editions.models import Page
from tests.conflict_pages import asked, take
from tests.desk_forms import filled, said, sent
from tests.factories import make_article, make_caption, make_edition, make_page, make_region, make_staff
from tests.other_presses import printed

pytestmark = pytest.mark.django_db


def sheet_of(page):
    return f"/admin/editions/page/{page.pk}/regions/"


def drawn(place, article, corners, **fields):
    """A new row."""
    row = {"id": "", "article": article.pk, "polygon": corners} | fields
    return {f"regions-{place}-{name}": value for name, value in row.items()}


def stored(page):
    return [(region.article.headline, region.polygon) for region in page.regions.order_by("pk")]


@pytest.fixture
def page():
    return make_page(make_edition(public=False))


@pytest.fixture
def editor(client):
    by = make_staff("editor", roles.PAGE_EDITOR)
    client.force_login(by)
    return by


def test_regions_are_typed_changed_and_removed_in_one_save(client, editor, page):
    first, second = make_article(page, "甲"), make_article(page, "乙")
    make_region(first)
    gone = ArticleRegion.objects.create(article=second, page=page, polygon=[[0, 0], [1, 0], [1, 0.1]])
    fields = filled(client, sheet_of(page)) | {"regions-TOTAL_FORMS": 3, "regions-1-DELETE": "on"}
    assert fields["regions-1-polygon"] == "0,0 100,0 100,10"
    fields |= {"regions-0-polygon": "0,0 50,0 50,33.33 0,33.33"} | drawn(2, second, "50 ,40; 100，40\n100,90")
    reply = client.post(sheet_of(page), fields, follow=True)
    assert said(reply) == ["晨报 2024-03-01 A01 的热区已保存。"]
    assert stored(page) == [
        ("甲", [[0, 0], [0.5, 0], [0.5, 0.3333], [0, 0.3333]]),
        ("乙", [[0.5, 0.4], [1, 0.4], [1, 0.9]]),
    ]
    assert not ArticleRegion.objects.filter(pk=gone.pk).exists()
    newest = [ArticleVersion.objects.filter(article=each).first() for each in (first, second)]
    assert [version.created_by for version in newest] == [editor, editor]
    assert [len(version.record["regions"]) for version in newest] == [1, 1]


@pytest.mark.parametrize(
    ("corners", "sentence"),
    [
        ("1,1 2,2", "热区至少要有三个不同的点。"),
        ("1,1 2,2 101,3", "热区须在版面之内：每个数都在0到100之间。"),
        ("1,1 2,2 drei", "角点写法如 3.1,7.85 96.9,7.85 96.9,57.2；“drei”不合写法。"),
        ("1,1 2.2.2,2 3,3", "“2.2.2,2”不是数。"),
        ("", "这个字段是必填项。"),
    ],
)
def test_what_is_no_region_is_refused_and_nothing_is_saved(client, editor, page, corners, sentence):
    article = make_article(page)
    fields = filled(client, sheet_of(page)) | {"regions-TOTAL_FORMS": 2}
    fields |= drawn(0, article, "0,0 9,0 9,9") | drawn(1, article, corners)
    reply = client.post(sheet_of(page), fields)
    assert sentence in reply.content.decode()
    assert not stored(page)


def test_regions_of_articles_that_run_over_from_other_pages_are_drawn_too(client, editor, page):
    other = make_article(make_page(page.edition, "A02"), "别版的")
    elsewhere = make_article(make_page(make_edition(on="2024-03-02", public=False)), "别期的")
    shown = client.get(sheet_of(page)).content.decode()
    assert "A02 别版的" in shown
    assert "别期的" not in shown
    fields = filled(client, sheet_of(page)) | {"regions-TOTAL_FORMS": 1}
    assert client.post(sheet_of(page), fields | drawn(0, other, "0,0 9,0 9,9")).status_code == 302
    assert stored(page) == [("别版的", [[0, 0], [0.09, 0], [0.09, 0.09]])]
    again = filled(client, sheet_of(page)) | {"regions-TOTAL_FORMS": 2}
    assert client.post(sheet_of(page), again | drawn(1, elsewhere, "0,0 9,0 9,9")).status_code == 200


def test_two_at_one_sheet_choose_for_each_region(client, editor, page):
    region = make_region(make_article(page))
    fields = filled(client, sheet_of(page), **{"regions-0-polygon": "0,0 50,0 50,50"})
    ArticleRegion.objects.filter(pk=region.pk).update(polygon=[[0, 0], [0.25, 0], [0.25, 0.25]])
    reply = client.post(sheet_of(page), fields)
    assert asked(reply) == {f"regions.{region.pk}.polygon": "mine"}
    assert take(client, reply, sheet_of(page)).status_code == 302
    assert stored(page)[0][1] == [[0, 0], [0.5, 0], [0.5, 0.5]]


def test_who_may_not_draw_looks_only(client, page):
    region = make_region(make_article(page))
    client.force_login(make_staff("proofreader", roles.PROOFREADER))
    reply = client.get(sheet_of(page))
    assert reply.status_code == 200
    assert "regions-0-polygon" not in reply.content.decode()
    assert client.post(sheet_of(page), {"regions-TOTAL_FORMS": 0, "regions-INITIAL_FORMS": 0}).status_code == 403
    assert ArticleRegion.objects.get() == region


def test_what_the_pdf_proposes_is_looked_over_before_it_is_saved(client, editor, page):
    pdf, _size, stories = printed("tabloid")
    page.pdf.save("A01.pdf", ContentFile(pdf))
    articles = [make_article(page, story.headline, body=f"<p>{story.body}</p>") for story in stories]
    for article, story in zip(articles, stories, strict=True):
        if story.photo:
            make_caption(article, story.caption, ())
    make_region(articles[0])
    found = json.loads(client.get(f"{sheet_of(page)}proposed/").content)
    assert sorted(each["article"] for each in found["regions"]) == [article.pk for article in articles[1:]]
    assert found["why_not"] == ""
    shown = client.post(sheet_of(page), filled(client, sheet_of(page), _propose="1"))
    assert said(shown) == ["以下热区由PDF文字推荐，尚未保存，请核对后保存。"]
    assert page.regions.count() == 1
    fields = {name: value for name, value in shown.wsgi_request.POST.items() if name not in ("_propose", "_unsaved")}
    assert client.post(sheet_of(page), fields).status_code == 302
    assert page.regions.count() == 4


def test_columns_are_known_by_the_pdf_else_by_the_picture(client, editor, page):
    def columns():
        return json.loads(client.get(f"{sheet_of(page)}columns/").content)["columns"]

    assert columns() == []
    scan = Image.new("RGB", (1300, 1800), "white")
    for left in (100, 500, 900):
        ImageDraw.Draw(scan).rectangle((left, 200, left + 349, 1600), "black")
    out = BytesIO()
    scan.save(out, "PNG")
    page.facsimile.save("A01.png", ContentFile(out.getvalue()))
    assert columns() == pytest.approx([100 * left / 1300 for left in (100, 450, 500, 850, 900, 1250)], abs=0.2)
    pdf, _size, _stories = printed("tabloid")
    page.pdf.save("A01.pdf", ContentFile(pdf))
    assert len(columns()) >= 10


@pytest.mark.parametrize(
    ("pdf", "why_not"),
    [
        (None, "本版没有PDF。"),
        (b"%PDF-1.7 broken", "文件损坏或不是PDF。"),
    ],
)
def test_a_pdf_that_says_nothing_is_said_to(client, editor, page, pdf, why_not):
    if pdf:
        page.pdf.save("A01.pdf", ContentFile(pdf))
    assert json.loads(client.get(f"{sheet_of(page)}proposed/").content)["why_not"] == why_not


def test_the_sheet_asks_as_much_for_two_articles_as_for_twelve(client, editor, page):
    counted = []
    for count in (2, 10):
        for _each in range(count):
            make_region(make_article(page))
        client.get(sheet_of(page))
        with CaptureQueriesContext(connection) as captured:
            client.get(sheet_of(page))
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_regions_of_the_seeds_are_opened_and_saved_unchanged(admin_client):
    call_command("import_archive", Path(__file__).resolve().parent.parent / "seeds" / "yanxi-evening", verbosity=0)
    for page in Page.objects.exclude(regions=None).distinct()[:6]:
        before = stored(page)
        fields = sent(admin_client.get(sheet_of(page)).context)
        assert admin_client.post(sheet_of(page), fields).status_code == 302
        assert stored(page) == before
    assert not ArticleVersion.objects.exists()
    assert Article.objects.exists()
