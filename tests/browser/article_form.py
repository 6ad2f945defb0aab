"""An article's form with its editor, in a real browser: opened, written in, saved."""

from django.urls import reverse


def open_article(desk, article):
    desk.goto(reverse("admin:articles_article_change", args=[article.pk]))
    ready(desk)


def ready(desk):
    """Wait until the editor takes what is typed."""
    desk.wait_for_function(
        "window.CKEDITOR && CKEDITOR.instances.id_body && CKEDITOR.instances.id_body.status === 'ready'"
    )


def save_article(desk):
    desk.locator("input[name=_save]").first.click()
    desk.wait_for_selector(".messagelist .success")
