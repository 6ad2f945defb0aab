"""The reader's browser and the newsroom's: a live server, and pages that report what went wrong in them."""

import os
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from PIL import Image

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
def desk_of(browser, live_server):
    """Opens a browser in which somebody is signed in, or nobody yet; at the end no script had failed in any of them."""
    contexts, troubles = [], []

    def open_desk(user=None, **settings):
        usual = {"base_url": live_server.url, "viewport": {"width": 1280, "height": 900}}
        context = browser.new_context(**usual | settings)
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        return page

    yield open_desk
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def desk(desk_of):
    """A page of the real browser, on which a superuser is signed in."""
    return desk_of(User.objects.create_superuser("chief"))


@pytest.fixture
def keep():
    """Keeps a picture of what a step shows, where GUIDE_PICTURES names the folder of the guides' pictures.

    Few colours make them small: most of what they show is paper and letters.
    """
    folder = os.environ.get("GUIDE_PICTURES")

    def shoot(page, name, selector=None, **cut):
        if folder:
            page.wait_for_load_state("networkidle")
            target = page.locator(selector).first if selector else page
            path = Path(folder) / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.open(BytesIO(target.screenshot(**cut))).convert("RGB").quantize(128).save(path, optimize=True)

    return shoot
