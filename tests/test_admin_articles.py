"""The desk for articles: what the form keeps, places, credits and versions; captions with their people."""

from datetime import date
from pathlib import PurePosixPath

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField

from articles import versions
from articles.archive.records import digest
from articles.models import Article, ArticleAddress, ArticleVersion, Contributor, Photo, PhotoCaption, PhotoCredit
from editions.models import Edition
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_region,
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


def draft(**fields):
    """An article that may be changed at once: its edition is not signed off."""
    return make_article(make_page(make_edition(public=False)), **fields)


def as_sent(value):
    """A value as a browser sends it back: line ends become CR LF in every text area."""
    return str(value).replace("\r\n", "\n").replace("\n", "\r\n")


def filled(client, url, **changes):
    """What a browser sends when the form at `url` is saved with these changes and no others."""
    return sent(client.get(url).context) | changes


def sent(context):
    """What a browser sends of the form that a page shows."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    fields = {"_opened": context["opened"]} if "opened" in context else {}
    for form in forms:
        for field in form:
            value = field.value()
            if hasattr(field.field.widget, "decompress"):
                widgets = field.field.widget.widgets
                parts = value if isinstance(value, list) else field.field.widget.decompress(value)
                parts = [widget.format_value(part) for widget, part in zip(widgets, parts, strict=True)]
                names = [f"{field.html_name}_{place}" for place in range(len(parts))]
                fields |= {name: str(part) for name, part in zip(names, parts, strict=True) if part is not None}
            elif value is not None and value is not False and not isinstance(field.field, FileField):
                fields[field.html_name] = as_sent("on" if value is True else value)
    return fields


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


def refused(client, url, **changes):
    """The fields that the form refuses, with its sentences, when it is saved with these changes."""
    reply = client.post(url, filled(client, url, **changes))
    assert reply.status_code == 200
    return {field: list(sentences) for field, sentences in reply.context["adminform"].form.errors.items()}


def test_what_readers_see_stays_where_they_see_it(admin_client):
    article = make_article()
    draft = make_page(make_edition(on=date(2024, 3, 2), public=False))
    scheduled = make_page(make_edition(on=date(2124, 3, 2)))
    later = {"embargo_0": "2124-03-01", "embargo_1": "06:00"}
    off_its_page = {"page": ["读者正可阅读本稿：须以撤稿处理，不能移出版面。"]}
    assert refused(admin_client, form_of(article), page="") == off_its_page
    assert refused(admin_client, form_of(article), page=draft.pk) == off_its_page
    assert refused(admin_client, form_of(article), page=scheduled.pk) == off_its_page
    assert list(refused(admin_client, form_of(article), **later)) == ["embargo"]
    assert admin_client.post(f"{DESK}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    assert list(Article.objects.published()) == [article]
    Edition.objects.filter(pk=article.edition_id).update(signed_off_at=None)
    save(admin_client, form_of(article), page=draft.pk, **later)


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


def test_an_article_that_changes_editions_leaves_its_regions_and_ties_behind(admin_client, admin_user):
    article = make_article(make_page(make_edition(public=False)))
    jump = make_page(article.edition, "A02")
    teaser = make_article(jump, kind="teaser", continues=article, repeats=article)
    for page in (article.page, jump):
        make_region(article, page=page)
    save(admin_client, form_of(article), page=jump.pk)
    assert article.regions.count() == 2
    later = make_page(make_edition(on=date(2024, 3, 2), public=False))
    save(admin_client, form_of(article), page=later.pk)
    teaser.refresh_from_db()
    assert (article.regions.count(), teaser.continues, teaser.repeats) == (0, None, None)
    newest, baseline = teaser.versions.first(), teaser.versions.last()
    reference = {"number": 1, "page": "A02"}
    assert (baseline.record["continues"], baseline.record["repeats"]) == (reference, reference)
    assert (newest.record.get("continues"), newest.record.get("repeats"), newest.created_by) == (None, None, admin_user)


def test_an_article_in_the_pool_that_changes_papers_leaves_its_edition(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    make_region(article)
    save(admin_client, form_of(article), page="")
    assert article.regions.count() == 1
    evening = make_publication("evening", "晚报")
    save(admin_client, form_of(article), publication=evening.pk)
    article.refresh_from_db()
    assert (article.publication, article.edition, article.number) == (evening, None, None)
    assert not article.regions.exists()


def test_what_is_typed_wrong_beside_another_page_is_answered(admin_client):
    article = make_article()
    other = make_page(article.edition, "A02")
    changes = filled(admin_client, form_of(article), page=other.pk, order="x")
    reply = admin_client.post(form_of(article), changes)
    assert list(reply.context["adminform"].form.errors) == ["order"]
    assert reply.context["absolute_url"] == article.get_absolute_url()


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
    article = draft(byline="本报记者 沈一苇")
    make_credit(article)
    save(admin_client, form_of(article), byline="通讯员 柳岸")
    assert [(c.affiliation, c.name, c.contributor.name) for c in article.credits.all()] == [("通讯员", "柳岸", "柳岸")]


def test_credits_mended_by_hand_stay(admin_client):
    article = draft(byline="本报记者 沈一苇")
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


def credit_row(article, **fields):
    return {"credits-TOTAL_FORMS": 1, "credits-0-article": article.pk, "credits-0-order": 0} | {
        f"credits-0-{name}": value for name, value in fields.items()
    }


@pytest.mark.parametrize("typed", ["柳岸", " 柳岸　", "\u3000柳岸\r\n", "\ufeff柳岸\u200b"])
def test_a_name_alone_is_the_person_of_that_name(admin_client, typed):
    known = make_contributor("柳岸")
    article = make_article()
    save(admin_client, form_of(article), **credit_row(article, name=typed))
    credit = article.credits.get()
    assert (credit.name, credit.role, credit.contributor, credit.affiliation) == ("柳岸", "text", known, "")
    assert list(Contributor.objects.all()) == [known]


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\r\n", " \u200b\u3000"])
def test_nobody_is_credited_under_a_blank_name(admin_client, typed):
    article = make_article()
    row = credit_row(article, name=typed, affiliation="记者", role="text")
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), **row))
    inline = reply.context["inline_admin_formsets"][0].formset
    assert inline.errors == [{"name": ["署名须写明个人或机构。"]}]
    assert not Contributor.objects.exists()


def test_a_line_that_was_pasted_with_breaks_is_one_line(admin_client):
    article = draft()
    row = credit_row(article, name="沈\r\n一苇", affiliation="本报\r\n\r\n记者\r\n")
    save(admin_client, form_of(article), byline="\r\n　本报记者\r\n沈一苇\r\n", **row)
    article.refresh_from_db()
    assert article.byline == "　本报记者 沈一苇"
    assert list(article.credits.values_list("name", "affiliation")) == [("沈 一苇", "本报 记者")]


def test_a_name_in_a_credit_line_is_a_photographer(admin_client):
    caption = make_caption(make_article(), photographers=())
    row = {"credits-TOTAL_FORMS": 1, "credits-0-caption": caption.pk, "credits-0-order": 0, "credits-0-name": "柳岸"}
    save(admin_client, f"{CAPTIONS}{caption.pk}/change/", **row)
    assert list(caption.credits.values_list("name", "role")) == [("柳岸", "photo")]


def caption_row(place=0, **fields):
    row = {"text": "", "credit_line": "", "alt": "", "order": 0} | fields
    return {"captions-TOTAL_FORMS": place + 1} | {f"captions-{place}-{name}": value for name, value in row.items()}


def test_a_changed_credit_line_is_read_anew(admin_client):
    article = draft()
    caption = make_caption(article, photographers=("沈一苇",))
    save(admin_client, form_of(article), **{"captions-0-credit_line": "本报记者 柳岸 摄"})
    assert list(caption.credits.values_list("affiliation", "name", "role")) == [("本报记者", "柳岸", "photo")]
    save(admin_client, form_of(article), **{"captions-0-credit_line": ""})
    assert not caption.credits.exists()


def test_a_picture_is_uploaded_with_its_caption_and_kept_once(admin_client):
    article = draft()
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
    article = draft()
    caption = make_caption(article, photographers=("柳岸",))
    url = f"{CAPTIONS}{caption.pk}/change/"
    save(admin_client, url, **{"credits-0-affiliation": "通讯员"})
    assert list(caption.credits.values_list("affiliation", "name")) == [("通讯员", "柳岸")]
    save(admin_client, url, credit_line="记者 沈一苇 摄")
    assert list(caption.credits.values_list("affiliation", "name")) == [("记者", "沈一苇")]
    assert ArticleVersion.objects.count() >= 2


@pytest.mark.parametrize(
    ("name", "content"), [("photo", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("photo.psd", b"8BPS")]
)
def test_what_is_no_picture_is_refused_with_one_sentence(admin_client, name, content):
    sentence = "文件损坏或不是图片：需要完整的JPEG、PNG、WebP、GIF、TIFF或BMP文件。"
    article = make_article()
    row = caption_row(text="图", upload=SimpleUploadedFile(name, content))
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), **row))
    assert reply.context["inline_admin_formsets"][1].formset.errors == [{"upload": [sentence]}]
    reply = admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile(name, content)})
    assert reply.context["adminform"].form.errors == {"file": [sentence]}


def test_a_photo_is_kept_under_the_ending_of_what_it_is(admin_client):
    article = make_article()
    upload = SimpleUploadedFile("photo.html", picture())
    save(admin_client, form_of(article), **caption_row(text="图", upload=upload))
    admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile("b", picture(form="PNG"))})
    assert [PurePosixPath(photo.file.name).suffix for photo in Photo.objects.order_by("pk")] == [".jpg", ".png"]


def kept_texts(**which):
    """Of every version, oldest first: the captions, corrections and regions that its record holds, and who made it."""
    parts = (("photos", "caption"), ("corrections", "text"), ("regions", "points"))
    return [
        ([row[key] for part, key in parts for row in version.record.get(part, [])], version.created_by)
        for version in ArticleVersion.objects.filter(**which).order_by("pk")
    ]


def test_captions_deleted_in_the_list_leave_versions(admin_client, admin_user):
    page = make_page(make_edition(public=False))
    captions = [make_caption(make_article(page), text) for text in ("甲", "乙")]
    chosen = {"_selected_action": [caption.pk for caption in captions]}
    admin_client.post(CAPTIONS, {"action": "delete_selected", "post": "yes", **chosen})
    assert not PhotoCaption.objects.exists()
    for caption in captions:
        assert kept_texts(article=caption.article) == [([caption.text], None), ([], admin_user)]


def test_a_caption_saved_unchanged_keeps_no_version(admin_client):
    caption = make_caption(make_article())
    save(admin_client, f"{CAPTIONS}{caption.pk}/change/")
    assert not ArticleVersion.objects.exists()


def test_corrections_written_on_their_desk_leave_versions(admin_client, admin_user):
    article = make_article()
    desk = "/admin/articles/correction/"
    dated = {"date_0": "2024-03-02", "date_1": "08:00"}
    reply = admin_client.post(f"{desk}add/", {"article": article.pk, "text": "更正一。", **dated})
    assert reply.status_code == 302
    correction = article.corrections.get()
    save(admin_client, f"{desk}{correction.pk}/change/")
    save(admin_client, f"{desk}{correction.pk}/change/", text="更正二。")
    admin_client.post(f"{desk}{correction.pk}/delete/", {"post": "yes"})
    again = article.corrections.create(text="更正三。")
    admin_client.post(desk, {"action": "delete_selected", "_selected_action": [again.pk], "post": "yes"})
    assert kept_texts() == [
        ([], None),
        (["更正一。"], admin_user),
        (["更正二。"], admin_user),
        ([], admin_user),
        (["更正三。"], None),
        ([], admin_user),
    ]


def test_regions_drawn_on_their_desk_leave_versions(admin_client, admin_user):
    article = make_article()
    desk = "/admin/articles/articleregion/"
    drawn = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.4]]
    added = {"article": article.pk, "page": article.page.pk, "polygon": str(drawn)}
    assert admin_client.post(f"{desk}add/", added).status_code == 302
    region = article.regions.get()
    save(admin_client, f"{desk}{region.pk}/change/")
    admin_client.post(desk, {"action": "delete_selected", "_selected_action": [region.pk], "post": "yes"})
    assert kept_texts() == [([], None), ([drawn], admin_user), ([], admin_user)]


def test_a_region_lies_on_a_page_of_its_articles_edition(admin_client):
    region = make_region(make_article())
    desk = "/admin/articles/articleregion/"
    later = make_page(make_edition(on=date(2024, 3, 2)))
    foreign = make_page(make_edition(make_publication("evening", "晚报")))
    for page in (later, foreign):
        assert list(refused(admin_client, f"{desk}{region.pk}/change/", page=page.pk)) == ["page"]
        new = {"article": region.article.pk, "page": page.pk, "polygon": "[[0,0],[1,0],[1,1]]"}
        reply = admin_client.post(f"{desk}add/", new)
        assert list(reply.context["adminform"].form.errors) == ["page"]
    save(admin_client, f"{desk}{region.pk}/change/", page=make_page(region.article.edition, "A02").pk)


@pytest.mark.parametrize(
    "polygon",
    ['[[0,0],[0.5,0],["0.3",1]]', "[[0,0],[0.5,0],[true,1]]", '["00","01","11"]', "[[0,0],[NaN,0],[1,1]]", "7", "{}"],
)
def test_what_is_no_polygon_is_refused(admin_client, polygon):
    article = make_article()
    new = {"article": article.pk, "page": article.page.pk, "polygon": polygon}
    reply = admin_client.post("/admin/articles/articleregion/add/", new)
    assert list(reply.context["adminform"].form.errors) == ["polygon"]


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
