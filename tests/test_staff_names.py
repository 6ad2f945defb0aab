"""Colleagues are shown to each other by the names they go by."""

import re
from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from articles import presence, roles, versions, workflow
from articles.models import Article, ArticleOpening
from editions.staff import name_of

from .factories import make_article, make_edition, make_page, make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("last", "first", "shown"),
    [("林", "小满", "林小满"), ("Lin", "Ada", "Ada Lin"), (" ", "", "lin"), ("", "小满", "小满")],
)
def test_a_name_is_written_as_its_language_does(last, first, shown):
    assert name_of(User(username="lin", last_name=last, first_name=first)) == shown
    assert name_of(None) == ""


def test_every_desk_shows_names_and_no_accounts(client):
    """Reviews, proofs, the trail, versions, notes, corrections, sign-off, presence: whoever did it goes by the name."""
    reporter = make_staff("xzq", roles.REPORTER)
    editor = make_staff("lxm", roles.PAGE_EDITOR, roles.DUTY_EDITOR, roles.PROOFREADER)
    User.objects.filter(pk=reporter.pk).update(last_name="许", first_name="知秋")
    User.objects.filter(pk=editor.pk).update(last_name="林", first_name="小满")
    page = make_page(make_edition(public=False))
    article = make_article(page, approved=False, author=reporter)
    workflow.submit(article, by=reporter)
    workflow.approve(article, by=editor)
    proof = workflow.sign_proof(page, by=editor)
    note = workflow.note(article, "请核对。", by=reporter)
    workflow.settle(note, by=reporter)
    Article.objects.update(state="approved", stage=0)
    article.refresh_from_db()
    workflow.sign_off(page.edition, by=editor, override_reason="赶时间")
    proposed = replace(versions.read(article), body="<p>更正。</p>")
    workflow.correct(article, proposed, by=reporter)
    chief = User.objects.create_superuser("chief")
    client.force_login(chief)
    review, entry = article.reviews.get(), "/admin/articles/trailentry/"
    shows = {
        "/admin/articles/review/": "林小满",
        f"/admin/articles/review/{review.pk}/change/": "许知秋",
        "/admin/articles/proof/": "林小满",
        f"/admin/articles/proof/{proof.pk}/change/": "林小满",
        entry: "许知秋",
        "/admin/articles/note/": "许知秋",
        f"/admin/articles/note/{note.pk}/change/": "许知秋",
        "/admin/articles/articleversion/": "许知秋",
        f"/admin/articles/article/{article.pk}/change/": "许知秋",
        f"/admin/articles/article/{article.pk}/versions/": "许知秋",
        f"/admin/articles/article/{article.pk}/correction/": "许知秋",
        f"/admin/editions/edition/{page.edition_id}/change/": "林小满",
        f"/admin/editions/page/{page.pk}/change/": "林小满",
        "/admin/": "许知秋",
    }
    for address, name in shows.items():
        # Where a colleague is mentioned, the account stands beside the name.
        shown = re.sub("<small>.*?</small>", "", client.get(address).content.decode())
        assert name in shown, address
        assert not re.search(">(xzq|lxm)<", shown), address
    assert workflow.why_not_correct(article, editor).startswith("许知秋")
    presence.note(article.pk, editor)
    assert str(ArticleOpening.objects.get(user=editor)) == "林小满"
