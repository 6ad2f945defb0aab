"""Who else has an article open is said at the top of its form, and forgotten a minute after the last heartbeat."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import presence, roles, versions
from articles.models import Article, ArticleOpening
from tests.desk_forms import form_of
from tests.factories import make_article, make_edition, make_page, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(make_page(make_edition(public=False)), approved=False)


def desk_of(name, *held):
    """A browser of a member of staff."""
    client = Client()
    client.force_login(make_staff(name, *held or [roles.PAGE_EDITOR]))
    return client


def beat(client, article, **fields):
    return client.post(f"/admin/articles/article/{article.pk}/presence/", fields)


def named(reply):
    return [other["name"] for other in reply.json()["others"]]


def later(seconds):
    """As if this many seconds had passed."""
    for opening in ArticleOpening.objects.all():
        passed = timedelta(seconds=seconds)
        opening.since, opening.seen_at = opening.since - passed, opening.seen_at - passed
        opening.save()


def test_a_form_says_who_else_has_it_open_without_a_script(article):
    first, second = desk_of("沈一苇"), desk_of("柳岸")
    assert "同时打开" not in first.get(form_of(article)).content.decode()
    page = second.get(form_of(article)).content.decode()
    assert "沈一苇（自" in page
    assert "柳岸（自" not in page
    assert 'role="status"' in page


def test_a_heartbeat_says_who_else_and_since_when(article):
    first, second, third = desk_of("沈一苇"), desk_of("柳岸"), desk_of("江帆")
    assert beat(first, article).json() == {"others": [], "sentence": ""}
    later(30)
    beat(second, article)
    reply = beat(third, article)
    assert named(reply) == ["沈一苇", "柳岸"]
    openings = list(ArticleOpening.objects.all()[:2])
    assert [other["since"] for other in reply.json()["others"]] == [each.since.isoformat() for each in openings]
    assert openings[1].since - openings[0].since >= timedelta(seconds=30)
    assert reply.json()["sentence"].startswith("同时打开本稿的：沈一苇（自")


def test_whoever_stays_has_it_open_since_the_beginning_and_is_gone_after_a_minute(article):
    first, second = desk_of("沈一苇"), desk_of("柳岸")
    beat(first, article)
    since = ArticleOpening.objects.get().since
    for _turn in range(3):
        later(40)
        since -= timedelta(seconds=40)
        assert named(beat(second, article)) == ["沈一苇"]
        beat(first, article)
        assert ArticleOpening.objects.get(user__username="沈一苇").since == since
    later(61)
    assert named(beat(second, article)) == []
    beat(first, article)
    assert ArticleOpening.objects.get(user__username="沈一苇").since > timezone.now() - timedelta(seconds=20)
    assert ArticleOpening.objects.count() == 2


def test_whoever_leaves_is_gone_at_once(article):
    first, second = desk_of("沈一苇"), desk_of("柳岸")
    beat(first, article)
    beat(first, article, gone="1")
    assert named(beat(second, article)) == []


def test_another_article_is_another_matter(article):
    other = make_article(article.page, "另一篇", approved=False)
    first, second = desk_of("沈一苇"), desk_of("柳岸")
    beat(first, article)
    assert named(beat(second, other)) == []


def test_only_who_may_see_articles_is_answered(article):
    assert beat(desk_of("proofreader", roles.PROOFREADER), article).status_code == 200
    nobody = Client()
    nobody.force_login(make_staff("nobody"))
    assert beat(nobody, article).status_code == 404
    assert beat(Client(), article).status_code == 302
    first = desk_of("沈一苇")
    assert first.get(f"/admin/articles/article/{article.pk}/presence/").status_code == 405
    assert first.post("/admin/articles/article/99999/presence/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_staff("strict", roles.PAGE_EDITOR))
    assert beat(strict, article).status_code == 403
    assert set(ArticleOpening.objects.values_list("user__username", flat=True)) == {"proofreader"}


@pytest.mark.parametrize("others", [0, 5])
def test_a_heartbeat_costs_few_queries(article, others, django_assert_num_queries):
    for number in range(others):
        presence.note(article.pk, make_staff(f"other {number}"))
    client = desk_of("沈一苇")
    beat(client, article)
    # Session, account, its permissions and its groups', the article, the note, the others.
    with django_assert_num_queries(7):
        assert len(beat(client, article).json()["others"]) == others


def test_it_is_no_part_of_the_article(article):
    before, changed_at = versions.read(article), article.changed_at
    desk_of("沈一苇").get(form_of(article))
    assert (versions.read(article), Article.objects.get().changed_at) == (before, changed_at)
    assert not article.versions.exists()
    article.delete()
    assert not ArticleOpening.objects.exists()
