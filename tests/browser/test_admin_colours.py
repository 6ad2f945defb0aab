"""The desks can be read by day and by night, whoever chooses: the browser, or the switch in the admin."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles import versions
from articles.models import Correction
from tests.browser.contrast import FAINT
from tests.factories import make_article, make_caption, make_credit, make_edition, make_page, make_photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]


@pytest.fixture
def furnished():
    """A public edition and a draft, an article with all that stands beside it; the addresses of their desks."""
    page = make_page(make_edition(number=1), name="要闻")
    article = make_article(page, byline="本报记者 沈一苇")
    make_credit(article)
    make_caption(article, photo=make_photo())
    Correction.objects.create(article=article, text="更正。")
    versions.keep(article)
    draft = make_edition(on=date(2024, 3, 2), public=False)
    caption = make_caption(make_article(make_page(draft)))
    person = article.credits.get().contributor
    return [
        reverse("admin:articles_contributor_add"),
        reverse("admin:editions_edition_change", args=[draft.pk]),
        reverse("admin:index"),
        reverse("admin:editions_edition_changelist"),
        reverse("admin:editions_page_change", args=[page.pk]),
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:articles_photo_changelist"),
        reverse("admin:articles_articleversion_change", args=[article.versions.get().pk]),
        reverse("admin:articles_contributor_split", args=[person.pk]),
        reverse("admin:articles_article_history", args=[article.pk]),
        reverse("admin:articles_photocaption_delete", args=[caption.pk]),
        reverse("admin:articles_article_correction", args=[article.pk]),
        reverse("admin:articles_article_withdrawal", args=[article.pk]),
        reverse("admin:editions_edition_board", args=[draft.pk]),
    ]


@pytest.mark.parametrize(
    ("browser_asks", "chosen"), [("light", "auto"), ("dark", "auto"), ("light", "dark"), ("dark", "light")]
)
def test_text_stands_out_on_every_desk(desk_of, furnished, browser_asks, chosen):
    page = desk_of(User.objects.create_superuser("chief"), color_scheme=browser_asks)
    page.add_init_script(f"localStorage.setItem('theme', '{chosen}')")
    faint = {}
    new, draft = furnished[:2]
    for address in furnished:
        page.goto(address)
        faint[address] = page.evaluate(FAINT)
    for saved, said in ((draft, ".success"), (new, ".errornote")):
        page.goto(saved)
        page.locator("input[name=_save]").first.click()
        page.wait_for_selector(said)
        faint[saved] += page.evaluate(FAINT)
    night = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert {address: texts for address, texts in faint.items() if texts} == {}
    assert (night != "rgb(255, 255, 255)") == ("dark" in (chosen, browser_asks) and chosen != "light")
