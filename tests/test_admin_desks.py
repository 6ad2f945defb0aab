"""Every desk of the admin: it answers, it is searched, it refuses strangers, and it costs the same for 1 row and 30."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import versions
from articles.models import (
    Article,
    ArticleAddress,
    ArticleVersion,
    Contributor,
    Correction,
    ImportItem,
    ImportRun,
    Note,
    Proof,
    Review,
    TrailEntry,
    WordListTerm,
)
from editions.models import Edition, Page, Publication
from tests.factories import (
    make_account,
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_region,
    picture,
)

pytestmark = pytest.mark.django_db
DESKS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# What the form of a paper sends for its review stages when it has none of its own.
NO_ROWS = {f"{rows}-{number}_FORMS": 0 for rows in ("review_stages", "assignments") for number in ("TOTAL", "INITIAL")}
ODD_SEARCHES = [
    "渡口",
    "2024-03-01",
    "'; drop table",
    "%_\\",
    '"',
    "a" * 3000,
    "\u3000",
    "𠮷😀",
    "(",
    "0x00",
    "null",
    "渡 " * 1000,
    '"渡 口" ' * 1000,
]


def every_desk(test):
    return pytest.mark.parametrize("model", DESKS, ids=lambda model: model._meta.label_lower)(test)


def address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def furnish(count, start=0):
    """`count` rows on every desk, each with a publication, an edition and a page of its own."""
    for turn in range(start, start + count):
        paper = make_publication(f"paper-{turn}", f"第{turn}报")
        edition = make_edition(paper, date(2024, 1, 1) + timedelta(days=turn), number=turn + 1)
        page = make_page(edition, f"A{turn + 1:02}", name="要闻")
        # Without a headline, so that each is known by its caption.
        article = make_article(page, headline="", byline="本报记者 沈一苇")
        make_credit(article, f"沈一{turn}")
        photo = make_photo(picture(30 + turn, 20))
        make_caption(article, f"第{turn}张图", (f"柳{turn}", f"岸{turn}"), photo=photo)
        make_region(article)
        Contributor.objects.create(name=f"旧名{turn}", merged_into=Contributor.objects.get(name=f"沈一{turn}"))
        Correction.objects.create(article=article, text="更正。")
        ArticleAddress.objects.create(publication=paper, path=f"old/{turn}", article=article)
        WordListTerm.objects.create(publication=paper, term=f"词{turn}", kind="wrong", suggestion="辞")
        user = User.objects.create_user(f"staff-{turn}")
        Group.objects.create(name=f"group {turn}")
        version = versions.keep(article, by=user)
        Article.objects.filter(pk=article.pk).update(author=user)
        said = {"round": 1, "stage": 1, "stage_name": "一审", "verdict": "approved", "author": user}
        reviewer = User.objects.create_user(f"editor-{turn}")
        Review.objects.create(article=article, version=version, reviewer=reviewer, **said)
        Note.objects.create(article=article, author=user, text="再核一遍。")
        Proof.objects.create(page=page, order=1, signed_by=user, errors="漏字")
        TrailEntry.objects.create(
            verb="submit", by=user, kind="article", key=article.pk, title=f"第{turn}稿", publication=paper
        )
        run = ImportRun.objects.create(
            source=f"archive-{turn}", format="jsonl", report={"files": ["<b>", {"a": [turn]}]}
        )
        ImportItem.objects.create(
            run=run,
            publication=paper,
            date=edition.date,
            kind="article",
            key=f"key {turn}",
            edition=edition,
            page=page,
            article=article,
        )


@pytest.fixture
def superuser(admin_client):
    return admin_client


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        reply = client.get(url)
    assert reply.status_code == 200, (url, reply.get("Location"))
    return len(captured)


@every_desk
def test_list_form_and_new_form_answer(superuser, model):
    furnish(2)
    desk = admin.site._registry[model]
    row = model.objects.order_by("pk").first()
    assert superuser.get(address(model, "changelist")).status_code == 200
    assert superuser.get(address(model, "change", row.pk)).status_code == 200
    writable = desk.has_add_permission(superuser.get("/admin/").wsgi_request)
    assert superuser.get(address(model, "add")).status_code == (200 if writable else 403)
    assert superuser.get(address(model, "history", row.pk)).status_code == 200


@every_desk
def test_any_search_answers(superuser, model):
    furnish(1)
    for search in ODD_SEARCHES:
        assert superuser.get(address(model, "changelist"), {"q": search}).status_code == 200, search[:12]


@every_desk
def test_whatever_a_link_fills_in_the_new_form_answers(superuser, model):
    desk = admin.site._registry[model]
    request = superuser.get("/admin/").wsgi_request
    for value in ("abc", "\x00", "9" * 40, "-1", "2024-13-45", "[", "\uffff"):
        brought = dict.fromkeys(desk.get_form(request).base_fields, value)
        answer = 200 if desk.has_add_permission(request) else 403
        assert superuser.get(address(model, "add"), brought).status_code == answer, value


def test_what_a_link_fills_in_is_shown(superuser):
    article = make_article()
    brought = {"article": article.pk, "page": article.page.pk, "polygon": "x"}
    form = superuser.get(address(type(make_region(article)), "add"), brought).context["adminform"].form
    assert {name: form.initial.get(name) for name in ("article", "page")} == {
        "article": str(article.pk),
        "page": str(article.page.pk),
    }


def test_only_the_first_words_of_a_long_search_count(superuser):
    article = make_article(headline="渡口通了新车")
    make_article(article.page, "茶山")
    found = lambda asked: list(superuser.get(address(Article, "changelist"), {"q": asked}).context["cl"].result_list)  # noqa: E731
    assert found(" ".join(["渡口"] * 1000)) == [article]
    assert found("渡口 茶山") == []


@every_desk
def test_every_filter_answers(superuser, model):
    furnish(1)
    desk = admin.site._registry[model]
    url = address(model, "changelist")
    for spec in superuser.get(url).context["cl"].filter_specs:
        for choice in spec.choices(superuser.get(url).context["cl"]):
            assert superuser.get(url + choice["query_string"]).status_code == 200
    assert desk.search_fields, "every desk can be searched"


@every_desk
def test_strangers_are_refused(client, model):
    furnish(1)
    row = model.objects.order_by("pk").first()
    pages = [("changelist",), ("add",), ("change", row.pk), ("delete", row.pk), ("history", row.pk)]
    for page in pages:
        assert client.get(address(model, *page)).status_code == 302
    client.force_login(make_account())
    for page in pages:
        assert client.get(address(model, *page)).status_code == 403


def test_lists_cost_the_same_for_one_row_and_thirty(superuser):
    lists = {model: address(model, "changelist") for model in DESKS}
    furnish(1)
    for url in lists.values():
        superuser.get(url)
    one = {url: queries(superuser, url) for url in lists.values()}
    furnish(29, start=1)
    assert [model for model in DESKS if model.objects.count() < 30] == []
    assert {url: queries(superuser, url) for url in lists.values()} == one


@pytest.mark.parametrize("model", [Edition, Page, Article, Contributor], ids=lambda model: model._meta.label_lower)
def test_suggestions_cost_the_same_for_one_row_and_thirty(superuser, model):
    field = {Edition: ("page", "edition"), Page: ("article", "page"), Article: ("article", "continues")}
    app_label = "editions" if model is Edition else "articles"
    model_name, field_name = field.get(model, ("articlecredit", "contributor"))
    url = f"/admin/autocomplete/?app_label={app_label}&model_name={model_name}&field_name={field_name}&term="
    furnish(1)
    one = queries(superuser, url)
    furnish(19, start=1)
    assert queries(superuser, url) == one


def full_edition(rows):
    edition = make_edition(on=date(2024, 5, rows))
    pages = [make_page(edition, f"A{number + 1:02}") for number in range(rows)]
    articles = [make_article(pages[0], headline="") for _each in range(rows)]
    article = articles[0]
    for turn in range(rows):
        make_credit(article, f"沈{rows}{turn}", order=turn)
        make_caption(
            articles[turn], "图", (f"柳{rows}{turn}", "岸"), photo=make_photo(picture(30 + turn, 10 + rows)), order=turn
        )
        make_caption(
            article, "图", (f"柳{rows}{turn}", "岸"), photo=make_photo(picture(70 + turn, 10 + rows)), order=turn
        )
        Correction.objects.create(article=article, text="更正。")
        versions.keep(article, note=f"{turn}")
    return {
        Edition: edition,
        Page: pages[0],
        Article: article,
        Contributor: article.credits.first().contributor,
        type(article.captions.first()): article.captions.first(),
        ArticleVersion: article.versions.first(),
    }


def test_forms_cost_the_same_for_one_row_and_thirty(superuser):
    small, large = full_edition(1), full_edition(30)
    for model in small:
        for rows in (small, large):
            # What is read once and kept, such as content types and who has an article open, is no cost of a form.
            superuser.get(address(model, "change", rows[model].pk))
    costs = {
        model._meta.model_name: [
            queries(superuser, address(model, "change", rows[model].pk)) for rows in (small, large)
        ]
        for model in small
    }
    assert all(few == many for few, many in costs.values()), costs


def test_the_desks_stand_in_the_order_of_the_work(superuser):
    apps = superuser.get(reverse("admin:index")).context["app_list"]
    assert [app["app_label"] for app in apps] == ["editions", "articles", "auth"]
    assert [row["object_name"] for row in apps[0]["models"]] == ["Edition", "Page", "Publication"]
    assert apps[1]["models"][0]["object_name"] == "Article"


@pytest.mark.parametrize("model", [ArticleVersion, ImportRun, ImportItem], ids=lambda model: model._meta.model_name)
def test_versions_and_imports_are_only_read(superuser, model):
    furnish(1)
    row = model.objects.get()
    assert superuser.post(address(model, "add"), {}).status_code == 403
    assert superuser.post(address(model, "change", row.pk), {"note": "x"}).status_code == 403
    assert superuser.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.count() == 1


def test_the_report_of_an_import_is_escaped(superuser):
    run = ImportRun.objects.create(
        source="saved", format="auto", report={"warnings": [{"path": "<script>alert(1)</script>", "message": "没有图"}]}
    )
    page = superuser.get(address(ImportRun, "change", run.pk)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "没有图" in page


def test_a_paper_cannot_take_an_address_of_the_site(superuser):
    fields = {
        "name": "早报",
        "order": 0,
        "language": "zh-Hans",
        "time_zone": "Asia/Shanghai",
        "publishing_hour": "06:00",
        **NO_ROWS,
    }
    reply = superuser.post(address(Publication, "add"), {**fields, "slug": "search"})
    assert "slug" in reply.context["adminform"].form.errors
    lines = {"slug": "zaobao", "telephone": "0000-1\r\n0000-2"}
    assert superuser.post(address(Publication, "add"), fields | lines).status_code == 302
    paper = Publication.objects.get()
    assert (paper.slug, paper.telephone) == ("zaobao", "0000-1\n0000-2")


def test_the_clock_of_a_new_correction_is_now(superuser):
    furnish(1)
    form = superuser.get(address(Correction, "add")).context["adminform"].form
    assert abs(form.get_initial_for_field(form.fields["date"], "date") - timezone.now()) < timedelta(minutes=1)


def test_reports_and_imported_things_speak_the_newsrooms_language(superuser):
    run = ImportRun.objects.create(
        source="旧站", format="jsonl", report={"dry_run": False, "files": [{"outcome": "read"}]}
    )
    article = make_article()
    item = ImportItem.objects.create(
        run=run, publication=article.publication, date=date(2024, 1, 1), kind="article", key="键", article=article
    )
    report = superuser.get(address(ImportRun, "change", run.pk)).content.decode()
    assert [word for word in ("试运行", "<dd>否", "已读取") if word not in report] == []
    for page in (address(ImportItem, "changelist"), address(ImportItem, "change", item.pk)):
        text = superuser.get(page).content.decode()
        assert "Publication" not in text
        assert address(Article, "change", article.pk) in text


def test_a_version_is_shown_in_the_newsrooms_words(superuser):
    article = make_article(body="<h3>小题</h3><p>正文<strong>要紧</strong>。</p>", kind="photo", byline_place="start")
    make_credit(article, "沈一苇", role="editing")
    make_caption(article, photographers=("柳岸",))
    versions.keep(article)
    article.versions.update(created_at=datetime(2024, 3, 1, 22, 30, tzinfo=UTC))
    page = superuser.get(address(ArticleVersion, "change", article.versions.get().pk)).content.decode()
    shown = page[page.index('<dl class="report">') :]
    words = ["<h3>小题</h3><p>正文<strong>要紧</strong>。</p>", "图片新闻", "文前", "编辑", "摄影"]
    assert [word for word in words if word not in shown] == []
    assert [code for code in ("&lt;p&gt;", "editing", ">photo<", "start") if code in shown] == []
    for each in (page, superuser.get(address(ArticleVersion, "changelist")).content.decode()):
        assert ("存档时间" in each, "2024年3月2日 06:30" in each, "建稿时间" in each) == (True, True, False)


def test_a_body_in_a_report_is_set_and_does_nothing(superuser):
    run = ImportRun.objects.create(source="旧", format="auto", report={"body": "<p>文<script>alert(1)</script></p>"})
    page = superuser.get(address(ImportRun, "change", run.pk)).content.decode()
    assert ("<dd><p>文</p>" in page, "alert(1)" in page) == (True, False)


def test_words_on_the_desks_mean_what_they_say(superuser):
    article = make_article()
    caption = make_caption(article, photo=make_photo())
    assert 'title="在网站上查看"' in superuser.get(address(Edition, "changelist")).content.decode()
    assert "使用情况" in superuser.get(address(type(caption.photo), "change", caption.photo.pk)).content.decode()


@pytest.mark.parametrize(
    ("home_page", "stored"),
    [("javascript:alert(1)", None), ("data:text/html,x", None), ("www.example", None), ("https://a.example/", True)],
)
def test_a_home_page_is_one_of_the_web(superuser, home_page, stored):
    fields = {"name": "早报", "slug": "zaobao", "order": 0, "language": "zh-Hans", "time_zone": "Asia/Shanghai"}
    form = {**fields, **NO_ROWS, "publishing_hour": "06:00", "home_page": home_page}
    reply = superuser.post(address(Publication, "add"), form)
    assert Publication.objects.filter(home_page=home_page).exists() == bool(stored)
    if not stored:
        sentence = "主页网址以 http:// 或 https:// 开头。"
        assert reply.context["adminform"].form.errors == {"home_page": [sentence]}


@pytest.mark.parametrize(
    ("home_page", "linked"),
    [("javascript:alert(1)", ""), (" javascript:x", ""), ("", ""), ("HTTPS://a.example/", "HTTPS://a.example/")],
)
def test_readers_are_sent_to_no_script(client, home_page, linked):
    page = make_page(make_edition(make_publication(home_page=home_page)))
    assert page.edition.publication.home_address == linked
    content = client.get(page.get_absolute_url()).content.decode()
    assert (f'href="{home_page}"' in content) == bool(linked)
