"""The checks before print on the edition board, and beside a page and an edition."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Contributor
from tests.factories import (
    make_article,
    make_term,
)

from .conftest import furnish

pytestmark = pytest.mark.django_db


# The checks before print


@pytest.fixture
def faulty(pages):
    """An article on A01 with a term that blocks, and one on A02 with what is only said."""
    make_term("严禁词", kind="forbidden")
    Contributor.objects.get_or_create(name="沈一苇")
    return make_article(pages[0], "有严禁词的标题"), make_article(pages[1], "其他", byline="谁也不是")


def test_the_findings_of_an_edition_name_their_articles_and_lead_to_the_place(client, edition, pages, editor, faulty):
    page = client.get(f"/admin/editions/edition/{edition.pk}/findings/").content.decode()
    bad, doubtful = (f"/admin/articles/article/{article.pk}/change/" for article in faulty)
    assert f'<a href="{bad}">A01 有严禁词的标题</a>' in page
    assert f'<a href="{bad}#id_headline">' in page
    assert f'<a href="{doubtful}#id_byline">' in page


def test_the_board_s_part_counts_them_and_puts_what_blocks_first(client, edition, pages, editor, faulty):
    page = client.get(f"/admin/editions/edition/{edition.pk}/findings/?fragment").content.decode()
    assert "<html" not in page
    assert f'data-of="{faulty[0].pk}"' in page
    assert "拦截1项" in page
    listed = page.partition("<template>")[0]
    assert ("有严禁词的标题" in listed, "谁也不是" in listed) == (True, False)


def test_the_forms_of_page_and_edition_show_what_the_checks_find(client, edition, pages, faulty):
    client.force_login(User.objects.create_superuser("chief"))
    page = client.get(f"/admin/editions/page/{pages[0].pk}/change/").content.decode()
    assert f'<a href="/admin/articles/article/{faulty[0].pk}/change/#id_headline">' in page
    form = client.get(f"/admin/editions/edition/{edition.pk}/change/").content.decode()
    assert f'<a href="/admin/editions/edition/{edition.pk}/findings/">拦截1项' in form


def test_the_findings_of_a_large_edition_ask_no_more_than_those_of_a_small_one(client, editor, people):
    small = furnish(2, 2, 0, people, on=date(2124, 3, 1))
    large = furnish(8, 6, 0, people, on=date(2124, 4, 1))
    counted = []
    for edition in (small, large):
        client.get(f"/admin/editions/edition/{edition.pk}/findings/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/editions/edition/{edition.pk}/findings/")
        counted.append(len(captured))
    assert counted[0] == counted[1]
