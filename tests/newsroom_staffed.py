"""A newsroom with something behind every address and somebody of every role, for the matrix of who gets what."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import roles, versions, workflow
from articles.models import (
    Article,
    ArticleAddress,
    Contributor,
    Correction,
    ImportItem,
    ImportRun,
    Note,
    Proof,
    ProposedCorrection,
    Review,
    TrailEntry,
)
from editions.models import Edition, Page

from .factories import (
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_region,
    make_staff,
    make_staff_of,
    make_term,
    picture,
)

VISITOR, ACCOUNT, SUPERUSER = "访客", "账号", "超级用户"
ROLES = list(roles.PERMISSIONS)
EVERYBODY = [VISITOR, ACCOUNT, *ROLES, SUPERUSER]
DAY = "2024-03-01"


def furnished() -> SimpleNamespace:
    """Three papers: `morning` is public, `evening` not released yet, `weekly` withdrawn; each has one of everything.

    `morning` has an article under embargo and a withdrawn one besides, `evening` a draft, one in review, and one in its
    copy pool that a reviewer has returned.
    """
    chief, author = User.objects.create_superuser("chief"), make_staff("author", roles.REPORTER)
    here = SimpleNamespace(chief=Client(), author=author)
    here.chief.force_login(chief)
    for place, (slug, name) in enumerate((("morning", "晨报"), ("evening", "晚报"), ("weekly", "周报"))):
        setattr(here, slug, _printed(make_publication(slug, name), place))
    here.embargoed = make_article(here.morning.page, "未解禁的稿")
    here.withdrawn = make_article(make_page(here.morning.edition, "A02"), "已撤的稿")
    Article.objects.filter(pk=here.embargoed.pk).update(embargo=timezone.now() + timedelta(days=1))
    here.draft, here.in_review = (
        make_article(here.evening.page, title, approved=False, author=author) for title in ("草稿", "待审的稿")
    )
    here.pool = Article.objects.create(publication=here.evening.paper, headline="稿库里的稿", author=author)
    workflow.withdraw(here.withdrawn, "差错", "本稿已撤回。", by=chief)
    workflow.withdraw(here.weekly.edition, "差错", "本期已撤回。", by=chief)
    for article in (here.in_review, here.pool):
        workflow.submit(article, by=author)
    workflow.return_to_author(here.pool, "缺时间。", by=chief)
    with workflow.revision(here.pool, by=author):
        here.pool.refresh_from_db()
        here.pool.headline = "改过的稿"
        here.pool.save()
    workflow.sign_proof(here.evening.page, by=chief)
    for there in (here.morning, here.evening, here.weekly):
        there.page.refresh_from_db()
        there.edition.refresh_from_db()
    return here


def _printed(paper, place: int) -> SimpleNamespace:
    """A page of an edition with one article that has everything."""
    edition = make_edition(paper, date(2024, 3, 1), public=paper.slug != "evening")
    page = make_page(edition, name=f"{paper.name}要闻")
    page.facsimile.save("a.png", ContentFile(picture(40 + place, 30, form="PNG"), "a.png"))
    page.pdf.save("a.pdf", ContentFile(b"%PDF-1.4\n%%EOF", "a.pdf"))
    article = make_article(page, f"{paper.name}的稿")
    article.source_url = f"html/2024-03/01/content_{article.number}.htm"
    article.save()
    caption = make_caption(article, photographers=(), photo=make_photo(picture(60 + place, 40)))
    return SimpleNamespace(
        paper=paper,
        edition=edition,
        page=page,
        article=article,
        caption=caption,
        photo=caption.photo,
        region=make_region(article),
        contributor=make_credit(article, f"{paper.name}记者").contributor,
    )


def kept(here: SimpleNamespace) -> dict[str, bytes]:
    """The files of all papers, by their names."""
    papers = (here.morning, here.evening, here.weekly)
    files = [file for there in papers for file in (there.page.facsimile, there.page.pdf, there.photo.file)]
    return {file.name: default_storage.open(file.name).read() for file in files}


def values(there: SimpleNamespace, article: Article | None = None) -> dict:
    """What the parameters of readers' addresses are called, with values that lead to something of one paper."""
    article = article or there.article
    return {
        "publication": article.publication.slug,
        "day": DAY,
        "page": article.page.number,
        "page_name": there.page.name,
        "number": article.number,
        "year": 2024,
        "month": 3,
        "pk": there.contributor.pk,
        "key": there.photo.pk,
        "slug": there.contributor.name,
        "source_url": there.article.source_url,
        "section": f"{there.paper.slug}.articles",
        "name": there.page.facsimile.name,
        "width": 320,
        "form": "webp",
        **dict.fromkeys(("level", "column", "row"), 0),
        "region": "full",
        "size": "max",
    }


def worlds(here: SimpleNamespace) -> dict[str, list[dict]]:
    """What readers' addresses lead to, by what became of it; after the first of each, more articles."""
    unreleased = (here.draft, here.in_review, here.embargoed)
    return {
        "public": [values(here.morning)],
        "not released": [values(here.evening), *(values(here.evening, article) for article in unreleased)],
        "withdrawn": [values(here.weekly), values(here.weekly, here.withdrawn)],
    }


def desks(here: SimpleNamespace) -> dict[str, object]:
    """Something of every desk, by its model and, where it matters, its state."""
    evening, morning = here.evening, here.morning
    run = ImportRun.objects.create(source="archive.zip", format="jsonl")
    address = {"publication": evening.paper, "path": f"{DAY}/A01/9", "article": evening.article}
    item = {"run": run, "publication": evening.paper, "date": date(2024, 3, 1), "kind": "article", "key": "id:1"}
    return {
        "editions.edition": Edition.objects.create(publication=evening.paper, date=date(2024, 3, 4)),
        "editions.edition, public": morning.edition,
        "editions.page": Page.objects.create(edition=evening.edition, number="A02"),
        "editions.page, public": morning.page,
        "editions.publication": evening.paper,
        "articles.article": make_article(evening.page, "另一草稿", approved=False),
        "articles.article, reviewed": here.pool,
        "articles.article, public": morning.article,
        "articles.photo": make_photo(picture(9, 9)),
        "articles.photocaption": evening.caption,
        "articles.contributor": Contributor.objects.create(name="还没有署名的人"),
        "articles.correction": Correction.objects.create(article=evening.article, text="日期有误。"),
        "articles.note": Note.objects.create(article=here.draft, author=here.author, text="缺时间。"),
        "articles.wordlistterm": make_term(publication=evening.paper),
        "articles.wordlistterm, all papers": make_term("帐号"),
        "articles.review": Review.objects.first(),
        "articles.proof": Proof.objects.first(),
        "articles.trailentry": TrailEntry.objects.first(),
        "articles.articleversion": here.pool.versions.first(),
        "articles.articleregion": evening.region,
        "articles.articleaddress": ArticleAddress.objects.create(**address),
        "articles.importrun": run,
        "articles.importitem": ImportItem.objects.create(**item, source_digest="0" * 64),
        "auth.user": here.author,
        "auth.group": Group.objects.create(name="美编"),
    }


def propose(here: SimpleNamespace) -> ProposedCorrection:
    """A correction of the public article, by an author who has not written it."""
    article = here.morning.article
    corrected = replace(versions.read(article), body="<p>更正。</p>")
    return workflow.correct(article, corrected, "有误。", by=here.author)


def staffed() -> dict[str, Client]:
    """Everybody of the matrix, each logged in."""
    accounts = {
        ACCOUNT: User.objects.create_user("account"),
        **{role: make_staff(role, role) for role in ROLES},
        SUPERUSER: User.objects.create_superuser("superuser"),
    }
    return {VISITOR: Client(), **{who: _logged_in(user) for who, user in accounts.items()}}


def assigned_elsewhere() -> dict[str, Client]:
    """A member of staff for every role that is assigned to a fourth paper."""
    clients = {}
    for role in ROLES:
        clients[role] = _logged_in(make_staff_of(make_publication("elsewhere", "别报"), f"{role} elsewhere", role))
    return clients


def _logged_in(user: User) -> Client:
    client = Client()
    client.user = user
    client.force_login(user)
    return client


@contextmanager
def undone():
    """Whatever is done within is undone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
