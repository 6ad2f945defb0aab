"""What the database itself refuses, whoever asks: no program changes a review, a proof or the audit trail."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from articles import roles, triggers, workflow
from articles.models import Proof, Review, TrailEntry
from articles.system_checks import reviews_are_guarded

from .factories import make_article, make_edition, make_page, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    author, editor = make_staff("author", roles.REPORTER), make_staff("editor", roles.PAGE_EDITOR)
    article = make_article(make_page(make_edition(public=False)), approved=False, author=author)
    workflow.submit(article, by=author)
    workflow.approve(article, by=editor)
    workflow.sign_proof(article.page, by=editor)
    return Review.objects.get()


def refused(statement: str, *values) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value).splitlines()[0]


@pytest.mark.parametrize("model", [Review, Proof, TrailEntry])
def test_what_is_written_once_is_neither_changed_nor_deleted(review, model):
    table, name = model._meta.db_table, model._meta.verbose_name_raw
    sentence = f"{name}: written once, never changed or deleted"
    assert refused(f"UPDATE {table} SET at = at") == sentence
    assert refused(f"DELETE FROM {table}") == sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert refused(f"TRUNCATE {table} CASCADE") == sentence
    assert model.objects.exists()


def test_an_article_that_was_reviewed_is_not_deleted(review):
    with pytest.raises(ProtectedError), transaction.atomic():
        review.article.delete()


def insert(review, **changes) -> str:
    values = {
        "article_id": review.article_id,
        "version_id": review.version_id,
        "round": 2,
        "stage": 1,
        "stage_name": "一审",
        "author_id": review.author_id,
        "reviewer_id": review.reviewer_id,
        "verdict": "approved",
        "note": "",
        "at": review.at,
        **changes,
    }
    with transaction.atomic():
        return Review.objects.create(**values)


def test_one_person_keeps_to_one_stage_of_an_article(review):
    with pytest.raises(IntegrityError, match="one person reviews an article at one stage only"):
        insert(review, stage=2)
    insert(review)


def test_a_review_names_the_author_that_the_article_has(review):
    with pytest.raises(IntegrityError, match="a review names the author of its article"):
        insert(review, author_id=make_staff("somebody").pk)


def test_nobody_signs_two_proofs_in_a_row(review):
    last = Proof.objects.get()
    with pytest.raises(IntegrityError, match="nobody signs two proofs of a page in a row"), transaction.atomic():
        Proof.objects.create(page=last.page, order=2, signed_by=last.signed_by)
    Proof.objects.create(page=last.page, order=2, signed_by=make_staff("乙"))


def test_a_database_that_has_lost_a_trigger_is_said_to_have(review):
    assert reviews_are_guarded(None, ["default"]) == []
    on = f" ON {Review._meta.db_table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER articles_review_no_delete{on}")
    (error,) = reviews_are_guarded(None, ["default"])
    assert error.msg == "The database does not guard reviews, proofs and the audit trail: articles_review_no_delete."
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == set()
