"""A role for one paper opens that paper's forms; another paper's are looked at only."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import roles
from articles.models import Article, CheckSetting, ReviewStage, WordListTerm
from editions.models import Publication
from tests.desk_forms import add_article, draft, filled, save

from .factories import (
    make_caption,
    make_edition,
    make_publication,
    make_region,
    make_staff,
    make_staff_of,
    make_term,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    """Page editor of the evening paper, and of no other."""
    user = make_staff_of(make_publication("evening", "晚报"), "editor", roles.PAGE_EDITOR)
    client.force_login(user)
    return user


def article_of(slug, name):
    return draft(make_publication(slug, name), headline=f"{name}的稿", approved=False)


@pytest.mark.parametrize("kind", ["articles/article", "editions/page"])
def test_the_forms_of_one_s_own_paper_open_and_those_of_another_are_read(client, editor, kind):
    opened = {}
    for slug, name in (("morning", "晨报"), ("evening", "晚报")):
        article = article_of(slug, name)
        key = {"articles/article": article.pk, "editions/page": article.page_id}[kind]
        page = client.get(f"/admin/{kind}/{key}/change/")
        opened[slug] = (page.status_code, 'name="_save"' in page.content.decode())
        refused = client.post(f"/admin/{kind}/{key}/change/", {}).status_code == 403
        assert refused == (slug == "morning")
    assert opened == {"morning": (200, False), "evening": (200, True)}


def test_a_new_article_belongs_to_one_of_the_editor_s_papers(client, editor):
    morning, evening = make_publication(), make_publication("evening", "晚报")
    reply = client.get("/admin/articles/article/add/")
    assert list(reply.context["adminform"].form.fields["publication"].queryset) == [evening]
    reply = add_article(client, headline="稿", publication=morning.pk)
    assert "publication" in reply.context["adminform"].form.errors
    add_article(client, headline="稿", publication=evening.pk)
    assert Article.objects.get().publication == evening


# Word lists, parts of articles, and a paper's own form


def listed():
    return set(WordListTerm.objects.values_list("term", "publication__slug"))


def test_a_word_list_is_kept_by_those_whose_role_counts_for_its_paper(client):
    morning, evening = make_publication(), make_publication("evening", "晚报")
    terms = {
        "morning": make_term("甲", publication=morning),
        "evening": make_term("乙", publication=evening),
        "all": make_term("丙"),
    }
    client.force_login(make_staff_of(evening, "reader", roles.PROOFREADER))
    opened = {}
    for whose, term in terms.items():
        form = f"/admin/articles/wordlistterm/{term.pk}/change/"
        fields = {"publication": evening.pk, "term": term.term, "kind": "wrong", "suggestion": "改"}
        delete = client.post(f"/admin/articles/wordlistterm/{term.pk}/delete/", {})
        opened[whose] = (client.get(form).status_code, client.post(form, fields).status_code, delete.status_code)
    assert opened == {"morning": (200, 403, 403), "evening": (200, 302, 200), "all": (200, 403, 403)}
    fields = {"action": "delete_selected", "_selected_action": [terms["all"].pk], "post": "yes"}
    assert client.post("/admin/articles/wordlistterm/", fields).status_code == 403
    for paper, answer in ((morning.pk, 200), ("", 200), (evening.pk, 302)):
        fields = {"publication": paper, "term": "丁", "kind": "wrong"}
        assert client.post("/admin/articles/wordlistterm/add/", fields).status_code == answer
    assert listed() == {("甲", "morning"), ("乙", "evening"), ("丙", None), ("丁", "evening")}


def test_a_term_is_not_handed_to_a_list_that_is_another_s(client):
    morning, evening = make_publication(), make_publication("evening", "晚报")
    term = make_term("乙", publication=evening)
    client.force_login(make_staff_of(evening, "reader", roles.PROOFREADER))
    for paper in (morning.pk, ""):
        fields = {"publication": paper, "term": "乙", "kind": "wrong"}
        reply = client.post(f"/admin/articles/wordlistterm/{term.pk}/change/", fields)
        assert list(reply.context["adminform"].form.errors) == ["publication"]
    assert listed() == {("乙", "evening")}


def test_a_file_of_terms_goes_to_the_lists_that_one_keeps(client):
    morning, evening = make_publication(), make_publication("evening", "晚报")
    client.force_login(make_staff_of(evening, "reader", roles.PROOFREADER))

    def send(paper):
        file = SimpleUploadedFile("words.csv", "其它,易错词,其他".encode())
        return client.post("/admin/articles/wordlistterm/import/", {"publication": paper, "file": file})

    for paper in (morning.pk, ""):
        assert list(send(paper).context["form"].errors) == ["publication"]
    assert listed() == set()
    assert send(evening.pk).status_code == 302
    client.force_login(make_staff("everywhere", roles.PROOFREADER))
    for paper in (morning.pk, ""):
        assert send(paper).status_code == 302
    assert listed() == {("其它", slug) for slug in ("morning", "evening", None)}


def test_a_role_for_every_paper_and_one_for_some_do_not_add_up():
    """Who writes everywhere and keeps the evening paper's list keeps no other."""
    morning, evening = make_publication(), make_publication("evening", "晚报")
    user = make_staff_of(evening, "both", roles.PROOFREADER)
    user.groups.add(Group.objects.get(name=roles.REPORTER))
    assert [roles.may(user, "articles.change_wordlistterm", paper) for paper in (morning, evening, None)] == [
        False,
        True,
        False,
    ]


def test_the_parts_of_another_paper_s_articles_are_read_only(client, editor):
    opened = {}
    for slug, name in (("morning", "晨报"), ("evening", "晚报")):
        article = article_of(slug, name)
        parts = {"articleregion": make_region(article), "photocaption": make_caption(article)}
        for kind, part in parts.items():
            form = f"/admin/articles/{kind}/{part.pk}/"
            opened[slug, kind] = [
                client.get(f"{form}change/").status_code,
                client.post(f"{form}change/", {}).status_code,
                client.post(f"{form}delete/", {}).status_code,
            ]
            reply = client.post(f"/admin/articles/{kind}/add/", {"article": article.pk, "page": article.page_id})
            opened[slug, kind].append("article" in reply.context["adminform"].form.errors)
    assert opened == {
        ("morning", "articleregion"): [200, 403, 403, True],
        ("morning", "photocaption"): [200, 403, 403, True],
        ("evening", "articleregion"): [200, 409, 200, False],
        ("evening", "photocaption"): [200, 409, 200, False],
    }


@pytest.mark.parametrize(
    ("role", "frame", "stages", "levels"),
    [
        (roles.ARCHIVIST, True, False, False),
        (roles.DESK_HEAD, False, False, True),
        (roles.DUTY_EDITOR, False, True, True),
        (roles.PAGE_EDITOR, False, False, False),
    ],
)
def test_frame_stages_and_levels_of_a_paper_are_set_by_different_roles(client, role, frame, stages, levels):
    """Everything is sent by everybody; what is stored is what the role may set, for the papers that it counts for."""
    morning, evening = make_publication(), make_publication("evening", "晚报")
    everything = filled_by_admin(client, evening)
    client.force_login(make_staff_of(evening, "somebody", role))
    stored = {}
    for paper in (morning, evening):
        client.post(f"/admin/editions/publication/{paper.pk}/change/", everything | {"slug": paper.slug})
        stored[paper.slug] = (
            Publication.objects.get(pk=paper.pk).publisher == "新刊社",
            list(ReviewStage.objects.filter(publication=paper).values_list("name", flat=True)) == ["审稿"],
            CheckSetting.objects.filter(publication=paper, check_name="alt", level="off").exists(),
        )
    assert stored == {"morning": (False, False, False), "evening": (frame, stages, levels)}


def filled_by_admin(client, paper):
    """What a superuser's browser sends who sets a publisher, a single review stage, and switches off a check."""
    client.force_login(User.objects.create_superuser("chief"))
    url = f"/admin/editions/publication/{paper.pk}/change/"
    formset = client.get(url).context["inline_admin_formsets"][1].formset
    row = next(form.prefix for form in formset.forms if form["check_name"].value() == "alt")
    levels = {f"{form.prefix}-{name}": form[name].value() for form in formset.forms for name in ("check_name", "level")}
    stage = {"name": "审稿", "order": 1, "role": Group.objects.get(name=roles.PAGE_EDITOR).pk}
    return {
        **filled(client, url),
        **levels,
        f"{row}-level": "off",
        "check_settings-TOTAL_FORMS": len(formset.forms),
        "publisher": "新刊社",
        "review_stages-TOTAL_FORMS": 1,
        **{f"review_stages-0-{name}": value for name, value in stage.items()},
    }


# The hour of an edition


def test_the_hour_of_a_released_edition_is_its_duty_editor_s(client):
    """A desk head of every paper who is duty editor-in-chief of the evening one."""
    user = make_staff_of(make_publication("evening", "晚报"), "both", roles.DUTY_EDITOR)
    user.groups.add(Group.objects.get(name=roles.DESK_HEAD))
    client.force_login(user)
    hours = {}
    for slug, name in (("morning", "晨报"), ("evening", "晚报")):
        edition = make_edition(make_publication(slug, name), publish_at=datetime(2123, 3, 1, tzinfo=UTC))
        save(client, f"/admin/editions/edition/{edition.pk}/change/", publish_at_0="2124-03-01", publish_at_1="06:00")
        edition.refresh_from_db()
        hours[slug] = edition.publish_at.year
    assert hours == {"morning": 2123, "evening": 2124}
