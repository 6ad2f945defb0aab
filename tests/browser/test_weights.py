"""A first visit loads little, and nothing moves while it does; `make bench` prints what is measured here."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.browser.weights import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "yanxi-daily"
# In bytes, as nginx sends them compressed; this server compresses nothing, so that it is less in truth.
PAGE, ARTICLE = 350_000, 120_000


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_and_articles_are_light_and_still(desk_of, width):
    call_command("import_archive", SEEDS, verbosity=0)
    page = desk_of(viewport={"width": width, "height": 900})
    shown = visit(page, "page view", "/yanxi-daily/2025-05-16/A01/")
    assert shown.total <= PAGE, shown
    assert shown.shift <= 0.02, shown
    article = visit(desk_of(viewport={"width": width, "height": 900}), "article", "/yanxi-daily/2025-05-16/A01/1/")
    assert article.total - article.sent.get("Image", 0) <= ARTICLE, article
    assert article.shift <= 0.02, article
    print(f"\n  {width:5} px  {shown}\n            {article}")
