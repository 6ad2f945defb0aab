"""The desk for articles: what the form keeps, places, credits and versions; captions with their people."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import versions
from articles.archive.records import digest
from articles.models import Article, ArticleAddress, ArticleVersion, Photo, PhotoCaption, PhotoCredit
from editions.models import Edition
from tests.factories import (
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    picture,
)

pytestmark = pytest.mark.django_db
DESK = "/admin/articles/article/"
CAPTIONS = "/admin/articles/photocaption/"
PHOTOS = "/admin/articles/photo/"


def staff(*permissions):
    user = User.objects.create_user(f"staff {permissions}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def as_sent(value):
    """A value as a browser sends it back: line ends become CR LF in every text area."""
    return str(value).replace("\r\n", "\n").replace("\n", "\r\n")


def filled(client, url, **changes):
    """What a browser sends when the form at `url` is saved with these changes and no others."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    fields = {}
    for form in forms:
        for field in form:
            value = field.value()
            if hasattr(field.field.widget, "decompress"):
                parts = field.field.widget.decompress(value)
                names = [f"{field.html_name}_{place}" for place in range(len(parts))]
                fields |= {name: str(part) for name, part in zip(names, parts, strict=True) if part is not None}
            elif value is not None and value is not False and not hasattr(value, "url"):
                fields[field.html_name] = as_sent("on" if value is True else value)
    return fields | changes


def save(client, url, **changes):
    reply = client.post(url, filled(client, url, **changes))
    if reply.status_code == 200:
        raise AssertionError(reply.context["errors"])
    assert reply.status_code == 302
    return reply


def form_of(article):
    return f"{DESK}{article.pk}/change/"


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
    article = make_article()
    save(admin_client, form_of(article), headline="渡口\r\n通了新车")
    newest, baseline = ArticleVersion.objects.all()
    assert (baseline.record["headline"], baseline.created_by) == ("渡口通了新车", None)
    assert (newest.record["headline"], newest.created_by) == ("渡口\n通了新车", admin_user)
    save(admin_client, form_of(article), headline="渡口通车")
    assert ArticleVersion.objects.count() == 3


def test_a_changed_caption_alone_is_a_version(admin_client):
    article = make_article()
    make_caption(article)
    save(admin_client, form_of(article), **{"captions-0-text": "江边的黄昏。"})
    assert [version.record["photos"][0]["caption"] for version in ArticleVersion.objects.all()] == [
        "江边的黄昏。",
        "江边的清晨。",
    ]


def new(client, url=f"{DESK}add/", **fields):
    empty = {
        f"{name}-{count}_FORMS": 0 for name in ("credits", "captions", "corrections") for count in ("TOTAL", "INITIAL")
    }
    return client.post(
        url, {"order": 0, "kind": "news", "state": "draft", "byline_place": "end", "complete": "on", **empty, **fields}
    )


def test_a_new_article_waits_in_the_pool_with_its_author(admin_client, admin_user):
    paper = make_publication()
    assert new(admin_client, publication=paper.pk, headline="渡口", byline="本报记者 沈一苇").status_code == 302
    article = Article.objects.get()
    assert (article.author, article.page, article.number, article.state) == (admin_user, None, None, "draft")
    assert [(credit.affiliation, credit.name) for credit in article.credits.all()] == [("本报记者", "沈一苇")]
    assert ArticleVersion.objects.count() == 1


def test_the_body_is_cleaned_on_its_way_in(admin_client):
    body = '<p onclick="x()">一<script>alert(1)</script></p><div>二</div><p></p><h2 class="x">三</h2>'
    new(admin_client, publication=make_publication().pk, headline="渡口", body=body)
    assert Article.objects.get().body == "<p>一</p><p>二</p><h3>三</h3>"


def test_choosing_a_page_places_the_article(admin_client):
    page = make_page()
    make_article(page)
    new(admin_client, publication=page.edition.publication.pk, headline="次条", page=page.pk, order=1)
    article = Article.objects.get(headline="次条")
    assert (article.edition, article.page, article.number, article.order) == (page.edition, page, 2, 1)
    assert Edition.objects.get().last_article_number == 2


def test_a_link_from_a_page_brings_its_paper_and_the_last_place(admin_client):
    page = make_page()
    make_article(page)
    form = admin_client.get(f"{DESK}add/?page={page.pk}").context["adminform"].form
    assert (form.initial["publication"], form.initial["order"]) == (page.edition.publication_id, 1)
    for odd in ("x", "99999", "", "1" * 40):
        assert admin_client.get(f"{DESK}add/?page={odd}").status_code == 200


def test_a_moved_article_keeps_its_old_address(admin_client):
    article = make_article(make_page())
    other = make_page(article.edition, "A02")
    save(admin_client, form_of(article), page=other.pk)
    article.refresh_from_db()
    assert (article.page, article.number) == (other, 1)
    assert list(ArticleAddress.objects.values_list("publication", "path", "article")) == [
        (article.publication_id, "2024-03-01/A01/1", article.pk)
    ]
    later = make_page(make_edition(on=date(2024, 3, 2)))
    save(admin_client, form_of(article), page=later.pk)
    assert set(ArticleAddress.objects.values_list("path", flat=True)) == {"2024-03-01/A01/1", "2024-03-01/A02/1"}


def test_a_draft_moves_without_leaving_an_address(admin_client):
    article = make_article(make_page(make_edition(public=False)), approved=False)
    save(admin_client, form_of(article), page=make_page(article.edition, "A02").pk)
    assert not ArticleAddress.objects.exists()


def test_a_page_of_another_paper_is_refused(admin_client):
    article = make_article()
    foreign = make_page(make_edition(make_publication("evening", "晚报")))
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), page=foreign.pk))
    assert "page" in reply.context["adminform"].form.errors


def test_what_readers_see_stays_on_its_page(admin_client):
    article = make_article()
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), page=""))
    assert "page" in reply.context["adminform"].form.errors
    assert admin_client.post(f"{DESK}{article.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_draft_goes_back_to_the_pool_and_keeps_its_number(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    page = article.page
    save(admin_client, form_of(article), page="")
    article.refresh_from_db()
    assert (article.page, article.number) == (None, 1)
    save(admin_client, form_of(article), page=page.pk)
    article.refresh_from_db()
    assert (article.page, article.number) == (page, 1)


def test_a_draft_is_deleted_with_its_versions(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    versions.keep(article)
    assert admin_client.post(f"{DESK}{article.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Article.objects.exists()


def test_a_changed_byline_is_read_anew(admin_client):
    article = make_article(byline="本报记者 沈一苇")
    make_credit(article)
    save(admin_client, form_of(article), byline="通讯员 柳岸")
    assert [(c.affiliation, c.name, c.contributor.name) for c in article.credits.all()] == [("通讯员", "柳岸", "柳岸")]


def test_credits_mended_by_hand_stay(admin_client):
    article = make_article(byline="本报记者 沈一苇")
    make_credit(article)
    save(admin_client, form_of(article), byline="记者 沈一苇", **{"credits-0-affiliation": "记者"})
    assert [(c.affiliation, c.name) for c in article.credits.all()] == [("记者", "沈一苇")]
    save(admin_client, form_of(article), headline="别的标题")
    assert [(c.affiliation, c.name) for c in article.credits.all()] == [("记者", "沈一苇")]


def test_a_name_alone_makes_a_credit(admin_client):
    article = make_article()
    make_credit(article)
    row = {"credits-TOTAL_FORMS": 2, "credits-1-name": "柳岸", "credits-1-role": "text", "credits-1-order": 0}
    save(admin_client, form_of(article), **row, **{"credits-1-article": article.pk})
    assert [(c.name, c.contributor.name, c.order) for c in article.credits.all()] == [
        ("沈一苇", "沈一苇", 0),
        ("柳岸", "柳岸", 1),
    ]


def caption_row(place=0, **fields):
    row = {"text": "", "credit_line": "", "alt": "", "order": 0} | fields
    return {"captions-TOTAL_FORMS": place + 1} | {f"captions-{place}-{name}": value for name, value in row.items()}


def test_a_changed_credit_line_is_read_anew(admin_client):
    article = make_article()
    caption = make_caption(article, photographers=("沈一苇",))
    save(admin_client, form_of(article), **{"captions-0-credit_line": "本报记者 柳岸 摄"})
    assert list(caption.credits.values_list("affiliation", "name", "role")) == [("本报记者", "柳岸", "photo")]
    save(admin_client, form_of(article), **{"captions-0-credit_line": ""})
    assert not caption.credits.exists()


def test_a_picture_is_uploaded_with_its_caption_and_kept_once(admin_client):
    article = make_article()
    for place in range(2):
        upload = SimpleUploadedFile("photo.jpg", picture())
        row = caption_row(place, text=f"第{place}张", credit_line="柳岸 摄", upload=upload)
        save(admin_client, form_of(article), **row)
    assert Photo.objects.count() == 1
    assert list(PhotoCaption.objects.values_list("text", "photo", "order")) == [
        ("第0张", Photo.objects.get().pk, 0),
        ("第1张", Photo.objects.get().pk, 1),
    ]
    assert set(PhotoCredit.objects.values_list("name", flat=True)) == {"柳岸"}


def test_a_damaged_picture_is_refused_with_its_caption(admin_client):
    article = make_article()
    upload = SimpleUploadedFile("photo.jpg", picture(900, 900)[:2000])
    row = caption_row(text="图", upload=upload)
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), **row))
    assert reply.status_code == 200
    assert not PhotoCaption.objects.exists()


def test_people_of_a_caption_are_mended_in_its_own_form(admin_client):
    article = make_article()
    caption = make_caption(article, photographers=("柳岸",))
    url = f"{CAPTIONS}{caption.pk}/change/"
    save(admin_client, url, **{"credits-0-affiliation": "通讯员"})
    assert list(caption.credits.values_list("affiliation", "name")) == [("通讯员", "柳岸")]
    save(admin_client, url, credit_line="记者 沈一苇 摄")
    assert list(caption.credits.values_list("affiliation", "name")) == [("记者", "沈一苇")]
    assert ArticleVersion.objects.count() >= 2


def test_a_photo_is_refused_the_second_time_with_the_way_to_the_first(admin_client):
    first = admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile("a.jpg", picture())})
    assert first.status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height, len(photo.sha256)) == (60, 40, 64)
    second = admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile("b.jpg", picture())})
    assert f'href="{PHOTOS}{photo.pk}/change/"' in second.content.decode()
    assert Photo.objects.count() == 1


def test_a_photo_file_stays_what_it_is(admin_client):
    photo = make_photo()
    admin_client.post(f"{PHOTOS}{photo.pk}/change/", {"file": SimpleUploadedFile("b.jpg", picture(colour="#123456"))})
    assert Photo.objects.get().file.name == photo.file.name


def test_photos_are_found_by_caption_and_photographer(admin_client):
    article = make_article()
    used, _unused = make_photo(), make_photo(picture(colour="#000000"))
    make_caption(article, "江边", ("柳岸",), photo=used)
    make_caption(article, "江心", ("柳岸",), photo=used, order=1)
    for asked in ("江边", "柳岸"):
        found = admin_client.get(PHOTOS, {"q": asked}).context["cl"].result_list
        assert [(photo, photo.uses) for photo in found] == [(used, 2)]


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


def test_only_approvers_approve(client):
    article = make_article(make_page(make_edition(public=False)), approved=False)
    client.force_login(staff("view_article", "change_article", "view_page"))
    client.post(form_of(article), filled(client, form_of(article), state="approved"))
    assert Article.objects.get().state == "draft"
    client.force_login(staff("view_article", "change_article", "approve_article"))
    client.post(form_of(article), filled(client, form_of(article), state="approved"))
    assert Article.objects.get().state == "approved"


def toolbar(client, article):
    widget = client.get(form_of(article)).context["adminform"].form.fields["body"].widget
    return [button for group in widget.config["toolbar_Paper"] for button in group]


def test_only_superusers_see_the_source(admin_client, client):
    article = make_article()
    assert "Source" in toolbar(admin_client, article)
    client.force_login(staff("view_article", "change_article"))
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
    client.force_login(staff("view_article"))
    page = client.get(f"{DESK}{article.pk}/change/").content.decode()
    assert article.body in page
    assert "&lt;p&gt;" not in page
