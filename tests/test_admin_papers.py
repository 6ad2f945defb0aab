"""A role for one paper opens that paper's forms; another paper's are looked at only."""

import pytest
from django.contrib.auth.models import Group

from articles import roles
from articles.models import Article, Assignment

from .factories import make_article, make_edition, make_page, make_publication, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    """Page editor of the evening paper, and of no other."""
    user = make_staff("editor", roles.PAGE_EDITOR)
    role = Group.objects.get(name=roles.PAGE_EDITOR)
    Assignment.objects.create(user=user, role=role, publication=make_publication("evening", "晚报"))
    client.force_login(user)
    return user


def article_of(slug, name):
    return make_article(
        make_page(make_edition(make_publication(slug, name), public=False)), f"{name}的稿", approved=False
    )


@pytest.mark.parametrize("kind", ["articles/article", "editions/page"])
def test_the_forms_of_one_s_own_paper_open_and_those_of_another_are_read(client, editor, kind):
    opened = {}
    for slug, name in (("morning", "晨报"), ("evening", "晚报")):
        article = article_of(slug, name)
        key = {"articles/article": article.pk, "editions/page": article.page_id}[kind]
        page = client.get(f"/admin/{kind}/{key}/change/")
        opened[slug] = (page.status_code, 'name="_save"' in page.content.decode())
        assert client.post(f"/admin/{kind}/{key}/change/", {}).status_code == (403 if slug == "morning" else 200)
    assert opened == {"morning": (200, False), "evening": (200, True)}


def test_a_new_article_belongs_to_one_of_the_editor_s_papers(client, editor):
    morning, evening = make_publication(), make_publication("evening", "晚报")
    reply = client.get("/admin/articles/article/add/")
    assert list(reply.context["adminform"].form.fields["publication"].queryset) == [evening]
    rows = {
        f"{rows}-{number}_FORMS": 0
        for rows in ("credits", "captions", "corrections")
        for number in ("TOTAL", "INITIAL")
    }
    fields = {"order": 0, "kind": "news", "byline_place": "end", "headline": "稿", **rows}
    reply = client.post("/admin/articles/article/add/", {**fields, "publication": morning.pk})
    assert "publication" in reply.context["adminform"].form.errors
    client.post("/admin/articles/article/add/", {**fields, "publication": evening.pk})
    assert Article.objects.get().publication == evening
