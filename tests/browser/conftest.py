"""The reader's browser: a paper on a live server, and a page that reports what went wrong in it."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User

from tests.reader_paper import make_paper


@pytest.fixture
def paper(live_server):
    """The edition that readers open, on a live server."""
    return make_paper(2)


@pytest.fixture
def reader(browser, live_server, paper):
    """Opens a page as one kind of reader does; at the end nothing failed and nothing went to another host."""
    contexts, troubles = [], []

    def open_page(address="/", **settings):
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.set_default_timeout(10_000)
        page.on("requestfailed", failed)
        page.on("request", lambda request: elsewhere(request.url) and troubles.append(f"elsewhere: {request.url}"))
        page.goto(address)
        return page

    def failed(request):
        # Leaving a page stops its pictures, and that is no trouble.
        if request.failure != "net::ERR_ABORTED":
            troubles.append(f"{request.failure}: {request.url}")

    def elsewhere(address):
        return urlsplit(address).netloc != urlsplit(live_server.url).netloc

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture
def desk(browser, live_server, client):
    """A page of the real browser, on which a superuser is signed in."""
    client.force_login(User.objects.create_superuser("chief"))
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    yield page
    context.close()
