"""The desk for contributors: right counts, merge and split; what was printed never changes."""

import pytest
from django.core.exceptions import ValidationError

from articles import people, versions
from articles.archive.records import digest
from articles.models import Article, ArticleCredit, Contributor, PhotoCredit
from tests.factories import make_account, make_article, make_caption, make_contributor, make_credit, make_page

pytestmark = pytest.mark.django_db
DESK = "/admin/articles/contributor/"


def printed():
    """Everything of people that is printed, with each article's digest."""
    return (
        list(ArticleCredit.objects.order_by("pk").values_list("name", "affiliation", "role", "order")),
        list(PhotoCredit.objects.order_by("pk").values_list("name", "affiliation", "role", "order")),
        [digest(versions.record_of(article)) for article in Article.objects.order_by("pk")],
    )


def test_counts_do_not_multiply(admin_client):
    page = make_page()
    first, second = make_article(page), make_article(page)
    for article in (first, second):
        make_credit(article, "沈一苇")
        make_credit(article, "沈一苇", role="photo")
    for order in range(3):
        make_caption(first, photographers=("沈一苇",), order=order)
    row = admin_client.get(DESK).context["cl"].result_list[0]
    assert (row.articles_credited, row.photos_credited) == (2, 3)


def test_merging_moves_credits_and_changes_nothing_printed(admin_client):
    article = make_article()
    make_credit(article, "沈一苇")
    make_credit(article, "沈一葦", order=1)
    make_caption(article, photographers=("沈苇",))
    stays, other, third = (Contributor.objects.get(name=name) for name in ("沈一苇", "沈一葦", "沈苇"))
    before = printed()
    page = admin_client.post(DESK, {"action": "merge", "_selected_action": [stays.pk, other.pk, third.pk]})
    assert page.status_code == 200
    assert printed() == before
    assert Contributor.objects.known().count() == 3
    reply = admin_client.post(
        DESK,
        {"action": "merge", "_selected_action": [stays.pk, other.pk, third.pk], "into": stays.pk, "merge": "1"},
    )
    assert reply.status_code == 302
    assert set(Contributor.objects.values_list("name", "merged_into")) == {
        ("沈一苇", None),
        ("沈一葦", stays.pk),
        ("沈苇", stays.pk),
    }
    assert set(ArticleCredit.objects.values_list("contributor", flat=True)) == {stays.pk}
    assert set(PhotoCredit.objects.values_list("contributor", flat=True)) == {stays.pk}
    assert printed() == before


def test_merging_flattens_chains():
    a, b, c = (make_contributor(name) for name in "甲乙丙")
    people.merge([a], b)
    people.merge([b], c)
    assert set(Contributor.objects.values_list("name", "merged_into")) == {("甲", c.pk), ("乙", c.pk), ("丙", None)}
    assert people.named("甲") == c


def test_nobody_is_merged_into_a_name_that_leads_elsewhere():
    a, b, c = (make_contributor(name) for name in "甲乙丙")
    people.merge([a], b)
    with pytest.raises(ValidationError):
        people.merge([b, c], a)
    assert Contributor.objects.get(name="丙").merged_into is None


def test_merging_one_is_refused_with_a_sentence(admin_client):
    only = make_contributor()
    reply = admin_client.post(DESK, {"action": "merge", "_selected_action": [only.pk]}, follow=True)
    assert len(list(reply.context["messages"])) == 1


def test_who_stays_must_be_chosen(admin_client):
    a, b = make_contributor("甲"), make_contributor("乙")
    reply = admin_client.post(DESK, {"action": "merge", "_selected_action": [a.pk, b.pk], "merge": "1"})
    assert reply.status_code == 200
    assert Contributor.objects.known().count() == 2


def test_splitting_gives_chosen_credits_to_another_person(admin_client):
    page = make_page()
    mine, theirs = make_credit(make_article(page)), make_credit(make_article(page), affiliation="通讯员")
    caption = make_caption(mine.article, photographers=("沈一苇",))
    contributor = mine.contributor
    before = printed()
    assert admin_client.get(f"{DESK}{contributor.pk}/split/").status_code == 200
    reply = admin_client.post(
        f"{DESK}{contributor.pk}/split/",
        {
            "name": "沈一苇",
            "distinction": "通讯员",
            "article_credits": [theirs.pk],
            "photo_credits": [caption.credits.get().pk],
        },
    )
    assert reply.status_code == 302
    person = Contributor.objects.get(distinction="通讯员")
    assert list(person.article_credits.all()) == [theirs]
    assert person.photo_credits.count() == 1
    assert list(contributor.article_credits.all()) == [mine]
    assert printed() == before


def test_splitting_undoes_a_merge():
    credit = make_credit(make_article(), "沈一葦")
    spelling, stays = credit.contributor, make_contributor("沈一苇")
    people.merge([spelling], stays)
    person = people.split(stays, [credit], [], name="沈一葦")
    spelling.refresh_from_db()
    credit.refresh_from_db()
    assert (person, spelling.merged_into, credit.contributor) == (spelling, None, spelling)


@pytest.mark.parametrize("name", ["沈一苇", "沈一葦"])
def test_splitting_into_no_other_person_is_refused(admin_client, name):
    credit = make_credit(make_article())
    people.merge([make_contributor("沈一葦")], make_contributor("别人"))
    reply = admin_client.post(f"{DESK}{credit.contributor.pk}/split/", {"name": name, "article_credits": [credit.pk]})
    assert reply.status_code == 200
    assert reply.context["form"].errors
    assert Contributor.objects.count() == 3


def test_a_credit_of_somebody_else_cannot_be_split_off(admin_client):
    page = make_page()
    mine, foreign = make_credit(make_article(page)), make_credit(make_article(page), "柳岸")
    admin_client.post(
        f"{DESK}{mine.contributor.pk}/split/",
        {"name": "沈一苇", "distinction": "二", "article_credits": [mine.pk, foreign.pk]},
    )
    foreign.refresh_from_db()
    assert foreign.contributor.name == "柳岸"


def test_two_roles_in_one_article_are_told_apart(admin_client):
    article = make_article(headline="渡口")
    contributor = make_credit(article).contributor
    make_credit(article, role="photo")
    form = admin_client.get(f"{DESK}{contributor.pk}/split/").context["form"]
    assert {label for _value, label in form.fields["article_credits"].choices} == {
        "2024-03-01 本报记者 沈一苇 · 文字 — 渡口",
        "2024-03-01 本报记者 沈一苇 · 摄影 — 渡口",
    }


def test_split_search_narrows_the_credits(admin_client):
    page = make_page()
    here, there = make_article(page, "渡口"), make_article(page, "茶山")
    contributor = make_credit(here).contributor
    make_credit(there)
    content = admin_client.get(f"{DESK}{contributor.pk}/split/", {"q": "茶山"}).content.decode()
    assert "茶山" in content
    assert "渡口" not in content


def test_without_permission_nobody_is_merged_or_split(client):
    a, b = make_contributor("甲"), make_contributor("乙")
    client.force_login(make_account("view_contributor"))
    client.post(DESK, {"action": "merge", "_selected_action": [a.pk, b.pk], "into": a.pk, "merge": "1"})
    assert Contributor.objects.known().count() == 2
    assert client.get(f"{DESK}{a.pk}/split/").status_code == 403
    assert client.post(f"{DESK}{a.pk}/split/", {"name": "丙"}).status_code == 403


def test_merged_names_are_listed_apart_and_never_offered(admin_client):
    people.merge([make_contributor("沈一葦")], make_contributor("沈一苇"))
    names = lambda reply: {row.name for row in reply.context["cl"].result_list}  # noqa: E731
    assert names(admin_client.get(DESK)) == {"沈一苇"}
    assert names(admin_client.get(DESK, {"standing": "merged"})) == {"沈一葦"}
    offered = admin_client.get(
        "/admin/autocomplete/",
        {"app_label": "articles", "model_name": "articlecredit", "field_name": "contributor", "term": "沈"},
    ).json()["results"]
    assert [choice["text"] for choice in offered] == ["沈一苇"]
