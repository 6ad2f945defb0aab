"""Rows that an import stores by the database's own means are the rows that models would have stored."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from articles.archive import bulk
from articles.models import Article, ArticleRegion, Contributor
from editions.models import Edition, Page, Publication

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def page():
    paper = Publication.objects.create(slug="morning", name="晨报")
    edition = Edition.objects.create(publication=paper, date=date(2024, 3, 1))
    return Page.objects.create(edition=edition, number="A01")


def an_article(page, number: int, **values) -> Article:
    return Article(
        publication=page.edition.publication, edition=page.edition, page=page, number=number, changed_at=NOON, **values
    )


def columns(article: Article) -> dict:
    return {
        field.attname: getattr(article, field.attname)
        for field in Article._meta.concrete_fields
        if not field.primary_key
    }


def test_instances_are_stored_as_a_model_stores_them(page):
    values = {
        "headline": "渡口\n通了新车",
        "keywords": ["渡口", "a\tb\\"],
        "body": "<p>\\N 与\t制表</p>",
        "created_at": NOON,
    }
    Article.objects.bulk_create([an_article(page, 1, **values)])
    Article.objects.update(changed_at=NOON)  # bulk_create has put the present moment there
    two = an_article(page, 2, **values)
    bulk.insert_instances([two])
    stored = {article.number: columns(article) for article in Article.objects.all()}
    assert stored[1] | {"number": 2} == stored[2]
    two.headline = "改了"
    two.save()
    assert Article.objects.get(number=2).headline == "改了"


def test_keys_are_given_to_nobody_else(page):
    reserved = bulk.keys(Article, 3)
    [made] = Article.objects.bulk_create([an_article(page, 1)])
    bulk.insert_instances([an_article(page, 2), an_article(page, 3)])
    later = an_article(page, 4)
    later.save()
    given = [*reserved, *Article.objects.values_list("pk", flat=True)]
    assert made.pk not in reserved
    assert len(given) == len(set(given)) == 7


def test_columns_without_a_value_get_their_default():
    bulk.insert(Contributor, ("name",), [("林舟",), ("沈一苇",)])
    made = Contributor.objects.create(name="柳岸")
    stored = [model_to_dict(each, exclude=["id", "name"]) for each in Contributor.objects.order_by("pk")]
    assert stored == [model_to_dict(made, exclude=["id", "name"])] * 3


def test_no_row_is_no_statement_that_fails(page):
    bulk.insert_instances([])
    bulk.insert(ArticleRegion, ("article_id", "page_id"), [])
    assert not ArticleRegion.objects.exists()


def test_what_a_constraint_refuses_is_an_error_of_the_database(page):
    bulk.insert_instances([an_article(page, 1)])
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_instances([an_article(page, 2), an_article(page, 1)])
    assert [article.number for article in Article.objects.all()] == [1]
