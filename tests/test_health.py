"""What a monitor is told: ok, or which part does not answer, at the cost of one query and with nothing kept."""

import pytest
from django.core.cache import caches
from django.db import OperationalError, ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from newsroom import health

pytestmark = pytest.mark.django_db
NO_REDIS = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://:a-secret@127.0.0.1:1/0",
    }
}


def told(response) -> tuple[int, str]:
    return response.status_code, response.content.decode()


def no_database(monkeypatch, error):
    def cursor():
        raise error

    monkeypatch.setattr(health.connection, "cursor", cursor)


@pytest.fixture
def no_redis(settings):
    """A cache on a port at which nothing answers."""
    told_of = caches.settings
    settings.CACHES = NO_REDIS
    yield
    settings.CACHES = told_of


def test_a_healthy_site_says_ok_in_plain_text_that_nothing_keeps(client):
    response = client.get("/healthz")
    assert told(response) == (200, "ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert not response.has_header("Vary")
    assert not response.cookies


def test_one_query_is_asked_even_for_somebody_who_is_signed_in(admin_client):
    with CaptureQueriesContext(connection) as queries:
        assert admin_client.get("/healthz").status_code == 200
    assert [query["sql"] for query in queries] == ["SELECT 1 FROM django_migrations LIMIT 1"]


@pytest.mark.parametrize("error", [OperationalError("password of paper"), ProgrammingError("no such table")])
def test_a_database_that_does_not_answer_is_named_and_the_reason_is_in_the_log_alone(
    client, monkeypatch, caplog, error
):
    no_database(monkeypatch, error)
    response = client.get("/healthz")
    assert told(response) == (503, "no answer from: database\n")
    assert response["Cache-Control"] == "no-store"
    assert f"The database does not answer: {error}" in caplog.messages


def test_a_redis_that_does_not_answer_is_named(client, no_redis, caplog):
    assert told(client.get("/healthz")) == (503, "no answer from: cache\n")
    assert "a-secret" not in caplog.text


def test_everything_that_does_not_answer_is_named(client, monkeypatch, no_redis):
    no_database(monkeypatch, OperationalError("gone"))
    assert told(client.get("/healthz")) == (503, "no answer from: database, cache\n")


def test_a_monitor_may_ask_past_the_proxy_and_readers_may_not(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/robots.txt").status_code == 301


def test_only_the_sites_own_hosts_are_answered(client, settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    assert told(client.get("/healthz", headers={"host": "news.example"})) == (200, "ok\n")
    assert client.get("/healthz", headers={"host": "other.example"}).status_code == 400


@pytest.mark.parametrize("address", ["/en/healthz/", "/healthz/"])
def test_it_has_one_address(client, address):
    assert client.get(address).status_code == 404


def test_it_may_only_be_read(client):
    assert told(client.head("/healthz")) == (200, "")
    assert client.post("/healthz").status_code == 405
