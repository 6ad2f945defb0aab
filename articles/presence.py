"""Who has an article open: noted with each heartbeat of its form, and forgotten a minute after the last."""

from django.utils import timezone

from articles.models import ArticleOpening


def note(article: int, user) -> None:
    """This member of staff has the article of that key open now; one statement while it stays open."""
    opening, now = ArticleOpening.objects.filter(article=article, user=user), timezone.now()
    if not opening.now().update(seen_at=now):
        ArticleOpening.objects.bulk_create(
            [ArticleOpening(article_id=article, user=user, since=now, seen_at=now)],
            update_conflicts=True,
            unique_fields=["article", "user"],
            update_fields=["since", "seen_at"],
        )


def leave(article: int, user) -> None:
    """This member of staff has closed the article."""
    ArticleOpening.objects.filter(article=article, user=user).delete()


def others(article: int, user) -> list[ArticleOpening]:
    """Who else has the article open, whoever opened it first before all others."""
    return list(ArticleOpening.objects.now().filter(article=article).exclude(user=user).select_related("user"))
