"""Corrections and regions at their own desks: a change of one is a change of its article."""

from datetime import date

import pytest

from tests.desk_forms import (
    kept_texts,
    refused,
    save,
)
from tests.factories import (
    make_article,
    make_edition,
    make_page,
    make_publication,
    make_region,
)

pytestmark = pytest.mark.django_db


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
    added = {"article": article.pk, "page": article.page.pk, "polygon": "10,10 50,10 50,40"}
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
        new = {"article": region.article.pk, "page": page.pk, "polygon": "0,0 100,0 100,100"}
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
