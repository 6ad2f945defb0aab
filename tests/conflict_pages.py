"""A save that meets somebody else's: the other's change, the page that asks, and what a browser sends of it."""

from html.parser import HTMLParser

from articles import workflow
from articles.models import Article


class Fields(HTMLParser):
    """What a browser sends of the form of a conflict's page, with its choices as they are preset."""

    def __init__(self, page):
        super().__init__()
        self.found = {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "input" and values.get("name") and (values["type"] == "hidden" or "checked" in values):
            self.found[values["name"]] = values.get("value", "")


def asked(reply):
    """The choices of a conflict's page by their place, as they are preset."""
    assert reply.status_code == 409, reply.status_code
    return {each.key: each.choice for each in reply.context["differences"]}


def on_page(reply):
    return Fields(reply.content.decode()).found


def take(client, reply, url, how="save", **choices):
    """Send a conflict's page with these choices, the others as they are preset."""
    fields = on_page(reply) | {f"_choice.{key}": choice for key, choice in choices.items()}
    return client.post(url, fields | {"_take": how})


def change(article, by=None, **fields):
    """Somebody else's change meanwhile."""
    article = Article.objects.get(pk=article.pk)
    with workflow.revision(article, by=by):
        for name, value in fields.items():
            setattr(article, name, value)
        article.save()
