"""The desk for articles: what the form keeps, its versions, what an article is tied to; lists and filters."""

from datetime import date

import pytest

from articles import versions
from articles.archive.records import digest
from articles.models import Article, ArticleVersion, PhotoCredit
from tests.desk_forms import (
    DESK,
    add_article,
    draft,
    form_of,
    refused,
    save,
)
from tests.factories import (
    make_account,
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
)

pytestmark = pytest.mark.django_db


def printed(article):
    article = Article.objects.get(pk=article.pk)
    return digest(versions.record_of(article)), versions.record_of(article)


def intricate(page, **fields):
    article = make_article(
        page,
        "　两行的\n标题 ",
        kicker="引题\n二行",
        subheadline="副题：“引号”　& <尖括号>\n第二行",
        byline="　本报记者 沈一苇 通讯员 柳岸",
        body="<p>“引号”　全角空格 &amp; &lt;标签&gt; 2024 😀𠮷</p><h3>小题</h3><p>H<sub>2</sub>O<br>次行</p>",
        keywords=["渡口", "新车"],
        **fields,
    )
    make_credit(article, "沈一苇")
    make_credit(article, "柳岸", affiliation="通讯员", order=1)
    make_caption(article, "　两行的\n图说 ", ("柳岸", "沈一苇"), photo=make_photo(), alt="江 ")
    make_caption(article, "没有图的图说", (), order=1)
    return article


def test_saving_unchanged_changes_nothing_and_keeps_no_version(admin_client):
    article = intricate(make_page())
    before = printed(article), list(PhotoCredit.objects.values()), article.changed_at
    save(admin_client, form_of(article))
    changed_at = Article.objects.get().changed_at
    assert (printed(article), list(PhotoCredit.objects.values()), changed_at) == before
    assert not ArticleVersion.objects.exists()


def test_a_change_keeps_the_text_as_it_was_and_as_it_is(admin_client, admin_user):
    article = draft()
    save(admin_client, form_of(article), headline="渡口\r\n通了新车")
    newest, baseline = ArticleVersion.objects.all()
    assert (baseline.record["headline"], baseline.created_by) == ("渡口通了新车", None)
    assert (newest.record["headline"], newest.created_by) == ("渡口\n通了新车", admin_user)
    save(admin_client, form_of(article), headline="渡口通车")
    assert ArticleVersion.objects.count() == 3


def test_a_changed_caption_alone_is_a_version(admin_client):
    article = draft()
    make_caption(article)
    save(admin_client, form_of(article), **{"captions-0-text": "江边的黄昏。"})
    assert [version.record["photos"][0]["caption"] for version in ArticleVersion.objects.all()] == [
        "江边的黄昏。",
        "江边的清晨。",
    ]


def test_a_new_article_waits_in_the_pool_with_its_author(admin_client, admin_user):
    paper = make_publication()
    assert add_article(admin_client, publication=paper.pk, headline="渡口", byline="本报记者 沈一苇").status_code == 302
    article = Article.objects.get()
    assert (article.author, article.page, article.number, article.state) == (admin_user, None, None, "draft")
    assert [(credit.affiliation, credit.name) for credit in article.credits.all()] == [("本报记者", "沈一苇")]
    assert ArticleVersion.objects.count() == 1


def test_the_body_is_cleaned_on_its_way_in(admin_client):
    body = '<p onclick="x()">一<script>alert(1)</script></p><div>二</div><p></p><h2 class="x">三</h2>'
    add_article(admin_client, publication=make_publication().pk, headline="渡口", body=body)
    assert Article.objects.get().body == "<p>一</p><p>二</p><h3>三</h3>"


def test_an_article_is_tied_to_others_of_its_edition_only(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    beside = make_article(make_page(article.edition, "A02"))
    elsewhere = make_article(make_page(make_edition(on=date(2024, 3, 2))))
    itself = ["稿件不能承接或重复自身。"]
    for tie in ("continues", "repeats"):
        assert refused(admin_client, form_of(article), **{tie: article.pk}) == {tie: itself}
        assert list(refused(admin_client, form_of(article), **{tie: elsewhere.pk})) == [tie]
        save(admin_client, form_of(article), **{tie: beside.pk})
    assert list(refused(admin_client, form_of(article), page=elsewhere.page.pk)) == ["continues", "repeats"]


def test_an_article_in_the_pool_is_tied_to_others_of_its_paper(admin_client):
    waiting, other = (Article.objects.create(publication=make_publication(), headline=each) for each in "甲乙")
    foreign = Article.objects.create(publication=make_publication("evening", "晚报"), headline="丙")
    assert list(refused(admin_client, form_of(waiting), continues=foreign.pk)) == ["continues"]
    save(admin_client, form_of(waiting), continues=other.pk)
    assert Article.objects.get(pk=waiting.pk).continues == other


def test_a_draft_is_deleted_with_its_versions(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    versions.keep(article)
    assert admin_client.post(f"{DESK}{article.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Article.objects.exists()


@pytest.mark.parametrize("asked", ["引题", "副题", "沈一苇", "江边", "AP-77", "渡口"])
def test_articles_are_found_by_what_is_printed(admin_client, asked):
    article = make_article(headline="渡口", kicker="引题", subheadline="副题", byline="沈一苇", source_id="AP-77")
    make_caption(article)
    make_article(article.page, "别的", body="")
    assert list(admin_client.get(DESK, {"q": asked}).context["cl"].result_list) == [article]


def test_place_and_completeness_filter(admin_client):
    placed = make_article(complete=False)
    pooled = Article.objects.create(publication=placed.publication, headline="稿")
    found = lambda **filters: list(admin_client.get(DESK, filters).context["cl"].result_list)  # noqa: E731
    assert (found(placed="yes"), found(placed="no")) == ([placed], [pooled])
    assert found(complete__exact=0) == [placed]
    assert found(edition__date__year=2024, edition__date__month=3) == [placed]


def toolbar(client, article):
    widget = client.get(form_of(article)).context["adminform"].form.fields["body"].widget
    return [button for group in widget.config["toolbar_Paper"] for button in group]


def test_only_superusers_see_the_source(admin_client, client):
    article = make_article()
    assert "Source" in toolbar(admin_client, article)
    client.force_login(make_account("view_article", "change_article"))
    offered = toolbar(client, article)
    assert "Source" not in offered
    assert set(offered) >= {
        "Format",
        "Bold",
        "Italic",
        "NumberedList",
        "BulletedList",
        "Blockquote",
        "Link",
        "Table",
        "Undo",
        "Find",
    }
    assert not {"Image", "Upload", "Iframe", "Flash"} & set(offered)


def test_keywords_stand_one_on_each_line(admin_client):
    article = make_article(keywords=["渡口", "新 车"])
    save(admin_client, form_of(article), keywords="渡口\r\n\r\n 茶山 ")
    assert Article.objects.get().keywords == ["渡口", "茶山"]


def test_who_may_only_look_sees_the_body_as_it_is_set(client):
    article = make_article(body="<h3>小题</h3><p>正文<strong>要紧</strong>。</p>")
    client.force_login(make_account("view_article"))
    page = client.get(f"{DESK}{article.pk}/change/").content.decode()
    assert article.body in page
    assert "&lt;p&gt;" not in page
