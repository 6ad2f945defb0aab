"""Who is credited: printed lines read into people, and people mended by hand."""

import pytest

from articles.models import Contributor
from tests.desk_forms import credit_row, draft, filled, form_of, save
from tests.factories import (
    make_article,
    make_contributor,
    make_credit,
)

pytestmark = pytest.mark.django_db


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
