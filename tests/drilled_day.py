"""A day of the newsroom on the drill's site: `python -m tests.drilled_day`, with that site's settings.

What a backup must not lose and no import brings: reviews, proofs, an edition signed off, a correction, and withdrawals,
which give their originals names that no reader has known and cover them on the picture of their page.
"""

from dataclasses import replace
from datetime import date, timedelta

import django

NOTICE = "因事实有误，本报撤回此稿。"


def live() -> None:
    """Write, review, proofread, print, correct and withdraw, as each move is made by those whose it is."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from articles import roles, versions, workflow
    from articles.models import Article, PhotoCaption
    from editions.models import Publication
    from tests.factories import (
        make_article,
        make_caption,
        make_edition,
        make_page,
        make_photo,
        make_region,
        make_staff,
        picture,
    )

    author, duty = make_staff("drill author", roles.REPORTER), make_staff("drill duty", roles.DUTY_EDITOR)
    reviewers = make_staff("drill page", roles.PAGE_EDITOR), make_staff("drill desk", roles.DESK_HEAD), duty
    readers = [make_staff(f"drill proof {number}", roles.PROOFREADER) for number in (1, 2)]

    page = make_page(make_edition(Publication.objects.first(), date(2031, 3, 1), public=False))
    page.facsimile.save("page.jpg", ContentFile(picture(400, 600, "white"), "page.jpg"))
    written = [
        make_article(page, headline, approved=False, author=author) for headline in ("渡口通车", "渡口停航", "渡口夜市")
    ]
    for number, article in enumerate(written):
        make_region(article)
        make_caption(article, photo=make_photo(picture(90 + number)))
        workflow.submit(article, by=author)
    workflow.return_to_author(written[0], "缺时间。", by=reviewers[0])
    workflow.submit(Article.objects.get(pk=written[0].pk), by=author)
    for article in written:
        for reviewer in reviewers:
            workflow.approve(Article.objects.get(pk=article.pk), by=reviewer)
    for turn in range(4):
        workflow.sign_proof(page, "第2行错一字" if not turn else "", by=readers[turn % 2])
    workflow.sign_off(page.edition, by=duty, publish_at=timezone.now() - timedelta(minutes=1), override_reason="演练。")

    article = Article.objects.get(pk=written[0].pk)
    corrected = replace(versions.read(article), body="<p>更正后的正文。</p>")
    workflow.correct(article, corrected, "首班时间有误。", by=author)
    workflow.approve_correction(article.proposed_corrections.get(), by=reviewers[0])
    # The second covers the first one's picture anew.
    for article in written[1:]:
        workflow.withdraw(Article.objects.get(pk=article.pk), "差错", NOTICE, by=duty)
    imported = PhotoCaption.objects.exclude(article=None).exclude(article__in=written).exclude(photo=None)
    shown = imported.filter(article__in=Article.objects.published()).order_by("pk").first().article
    workflow.withdraw(shown, "差错", NOTICE, by=duty)


if __name__ == "__main__":
    django.setup()
    live()
