"""The desks of the checks: findings beside an article, the word list and its import, the levels at the paper's desk."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.checks.levels import USUAL
from articles.models import Article, CheckSetting, WordListTerm
from editions.models import Page
from tests.desk_forms import filled, save
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
    make_term,
    permit,
    picture,
)

pytestmark = pytest.mark.django_db
WORDS = "/admin/articles/wordlistterm/"
IMPORT = f"{WORDS}import/"


def form_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def panel(client, article):
    text = client.get(form_of(article)).content.decode()
    return text[text.index("field-findings") :].partition("</fieldset>")[0]


# Findings beside an article


def test_findings_stand_beside_the_form_each_with_the_way_to_its_place(admin_client):
    page = make_page()
    Page.objects.filter(pk=page.pk).update(facsimile="a.jpg", facsimile_width=10, facsimile_height=10)
    other = make_article(make_page(make_edition(on=date(2024, 2, 1))), "渡口")
    article = make_article(Page.objects.get(pk=page.pk), "渡口", body="<p>一</p><p>见其它</p>")
    make_caption(article, "", photo=make_photo(), alt="江")
    make_term("其它", "forbidden", "其他")
    shown = panel(admin_client, article)
    for part in (
        '<li class="blocking">',
        '<a href="#cke_id_body">正文，第2段，第2字</a>',
        "“其它”是禁用词：其他",
        '<a href="#captions-0">图1，图片说明</a>',
        f'<a href="/admin/articles/articleregion/add/?article={article.pk}&amp;page={page.pk}">',
        '<a href="#id_headline">标题</a>',
        f'<a href="{form_of(other)}">打开另一稿件</a>',
    ):
        assert part in shown
    assert shown.index("禁用词") < shown.index("热区"), "what blocks stands first"
    whole = admin_client.get(form_of(article)).content.decode()
    assert [place for place in ('id="id_headline"', 'id="captions-0"') if place not in whole] == []


def test_an_article_without_findings_says_so_and_a_new_one_has_no_panel(admin_client):
    assert "未发现问题。" in panel(admin_client, make_article())
    assert "field-findings" not in admin_client.get("/admin/articles/article/add/").content.decode()


def test_findings_are_escaped(admin_client):
    make_term("<b>", "wrong", "<script>alert(1)</script>")
    shown = panel(admin_client, make_article(headline="a<b>c", byline='"><img src=x>'))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert [markup for markup in ("<script", "<b>", "<img") if markup in shown] == []


def test_findings_are_of_what_is_stored_while_the_form_is_wrong(admin_client):
    article = make_article(byline="某")
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), publication="", byline="沈一苇"))
    assert (reply.status_code, "署名“某”未识别出作者。" in reply.content.decode()) == (200, True)


def test_whoever_may_only_look_sees_the_findings(client):
    client.force_login(make_account("view_article"))
    assert "署名“某”未识别出作者。" in panel(client, make_article(byline="某"))


def test_the_form_asks_the_same_for_few_findings_and_many(admin_client):
    def article(count, on):
        page = make_page(make_edition(on=on))
        made = make_article(page, "渡口", body=f"<p>{'其它' * count}</p>", byline="某")
        for turn in range(count):
            make_article(page, "渡口")
            make_credit(made, f"新人{on}{turn}")
            make_caption(made, "", (f"新{on}{turn}",), photo=make_photo(picture(9 + turn, 8 + count)), order=turn)
            make_region(made)
        return made

    make_term()
    few, many = article(1, date(2024, 3, 1)), article(20, date(2024, 3, 2))
    for each in (few, many):
        # Whoever opens an article for the first time is noted, which is one query more.
        admin_client.get(form_of(each))
    costs = []
    for each in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(form_of(each)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_ordered_length_and_the_longest_headline_are_kept(admin_client):
    article = make_article()
    save(admin_client, form_of(article), ordered_length="800")
    for typed, kept in (("12", 12), ("", None)):
        save(admin_client, f"/admin/editions/page/{article.page_id}/change/", headline_limit=typed)
        assert Page.objects.get().headline_limit == kept
    assert Article.objects.get().ordered_length == 800


# The word list


def test_terms_are_searched_and_narrowed_down(admin_client):
    paper = make_publication()
    terms = [make_term("其它"), make_term("帐号", "wrong", "账号"), make_term("某词", "forbidden", "", paper)]

    def listed(**asked):
        return list(admin_client.get(WORDS, asked).context["cl"].result_list)

    assert listed(q="账号") == [terms[1]]
    assert listed(kind__exact="forbidden") == listed(paper="morning") == [terms[2]]
    assert listed(paper="all-papers") == terms[:2]
    assert listed(paper="nowhere") == []


def test_a_term_is_added_without_what_nobody_sees_and_only_once(admin_client):
    fields = {"publication": "", "term": " 其\u200b它\u200e", "kind": "wrong", "suggestion": "其\ufeff他"}
    assert admin_client.post(f"{WORDS}add/", fields).status_code == 302
    assert list(WordListTerm.objects.values_list("term", "kind", "suggestion", "publication")) == [
        ("其它", "wrong", "其他", None)
    ]
    reply = admin_client.post(f"{WORDS}add/", fields)
    assert reply.context["adminform"].form.non_field_errors() == ["各报通用词库中已有这一词条。"]
    paper = make_publication()
    for answer in (302, 200):
        assert admin_client.post(f"{WORDS}add/", fields | {"publication": paper.pk}).status_code == answer


def sent(client, content, publication=""):
    return client.post(IMPORT, {"publication": publication, "file": SimpleUploadedFile("words.csv", content)})


def stored(publication=None):
    listed = WordListTerm.objects.filter(publication=publication).order_by("pk")
    return list(listed.values_list("term", "kind", "suggestion"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_of_terms_is_imported(admin_client, encoding):
    paper = make_publication()
    make_term("其它", "forbidden", "", paper)
    content = "词条,类别,建议\r\n其它,易错词,其他\r\n某词,禁用词\r\n".encode(encoding)
    reply = sent(admin_client, content, paper.pk)
    assert (reply.status_code, reply["Location"]) == (302, WORDS)
    assert "新增1条，更改1条，0条原已相同；0行未入库。" in admin_client.get(WORDS).content.decode()
    assert stored(paper) == [("其它", "wrong", "其他"), ("某词", "forbidden", "")]
    assert stored() == []
    sent(admin_client, content, paper.pk)
    assert len(stored(paper)) == 2


def test_good_lines_are_stored_and_bad_ones_named(admin_client):
    reply = sent(admin_client, "其它,易错词,其他\n<b>,错,x\n,禁用词\n某词,禁用词".encode())
    text = reply.content.decode()
    assert stored() == [("其它", "wrong", "其他"), ("某词", "forbidden", "")]
    assert [(line.number, line.text) for line in reply.context["bad"]] == [(2, "<b>,错,x"), (3, ",禁用词")]
    for part in (
        "<td>2</td><td>&lt;b&gt;,错,x</td>",
        "该行没有词条。",
        "新增2条，更改0条，0条原已相同；2行未入库。",
    ):
        assert part in text


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0\x00\x10JFIF\x80\xff"])
def test_what_is_no_list_is_refused_with_a_sentence(admin_client, content):
    reply = sent(admin_client, content)
    assert (reply.status_code, list(reply.context["form"].errors), stored()) == (200, ["file"], [])


def test_ten_thousand_terms_are_imported_in_a_few_statements(admin_client):
    content = "\n".join(f"词{n},易错词,辞{n}" for n in range(10_000)).encode()
    with CaptureQueriesContext(connection) as queries:
        assert sent(admin_client, content).status_code == 302
    assert (WordListTerm.objects.count(), len(queries) < 60) == (10_000, True)


def test_only_who_may_add_and_change_terms_imports_them(client):
    user = make_account()
    client.force_login(user)
    for permissions, answer in (
        (["view_wordlistterm"], 403),
        (["add_wordlistterm", "view_wordlistterm"], 403),
        (["add_wordlistterm", "change_wordlistterm", "view_wordlistterm"], 200),
    ):
        permit(user, *permissions)
        assert client.get(IMPORT).status_code == answer
        assert ("import/" in client.get(WORDS).content.decode()) == (answer == 200)


# The levels at the paper's desk


def test_every_check_stands_at_the_papers_desk_and_only_changed_ones_are_kept(admin_client):
    paper = make_publication()
    url = f"/admin/editions/publication/{paper.pk}/change/"
    CheckSetting.objects.create(publication=paper, check_name="alt", level="off")
    inlines = admin_client.get(url).context["inline_admin_formsets"]
    formset = next(inline.formset for inline in inlines if inline.formset.model is CheckSetting)
    rows = {form["check_name"].value(): form["level"].value() for form in formset.forms}
    assert rows == USUAL | {"alt": "off"}
    fields = {"check_settings-TOTAL_FORMS": str(len(USUAL))}
    for number, form in enumerate(formset.forms):
        for name in ("check_name", "level"):
            fields[f"check_settings-{number}-{name}"] = form[name].value()
    place = [form["check_name"].value() for form in formset.forms].index("jump")
    save(admin_client, url, **fields | {f"check_settings-{place}-level": "warning"})
    kept = dict(CheckSetting.objects.values_list("check_name", "level"))
    assert kept == {"alt": "off", "jump": "warning"}


def test_a_new_paper_has_the_usual_levels(admin_client):
    assert "check_settings" not in admin_client.get("/admin/editions/publication/add/").content.decode()
