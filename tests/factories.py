"""Plain makers of the things that tests need: public by default, every field given by name if it matters."""

import hashlib
from datetime import date
from io import BytesIO

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from PIL import Image

from articles.models import (
    Article,
    ArticleCredit,
    ArticleRegion,
    Assignment,
    Contributor,
    Photo,
    PhotoCaption,
    PhotoCredit,
    WordListTerm,
)
from editions.models import Edition, Page, Publication


def make_publication(slug="morning", name="晨报", **fields) -> Publication:
    return Publication.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def make_staff(name: str, *roles: str, **fields) -> User:
    """A member of staff who holds these roles."""
    user = User.objects.create_user(name, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_staff_of(paper, name: str, *roles: str) -> User:
    """A member of staff who holds these roles for one paper."""
    user = make_staff(name, *roles)
    for role in user.groups.all():
        Assignment.objects.create(user=user, role=role, publication=paper)
    return user


def make_account(*permissions: str, name: str | None = None) -> User:
    """A member of staff without a role, who has these permissions and no others."""
    user = make_staff(name or f"account {permissions}")
    permit(user, *permissions)
    return user


def permit(user: User, *permissions: str) -> None:
    """Give somebody these permissions, and no others, beside those of roles."""
    found = Permission.objects.filter(codename__in=permissions)
    assert {each.codename for each in found} == set(permissions), permissions
    user.user_permissions.set(found)


def make_edition(publication=None, on=date(2024, 3, 1), *, public=True, **fields) -> Edition:
    edition = Edition(publication=publication or make_publication(), date=on, **fields)
    if public:
        edition.sign_off()
    edition.save()
    return edition


def make_page(edition=None, number="A01", **fields) -> Page:
    return Page.objects.create(edition=edition or make_edition(), number=number, **fields)


def make_article(page=None, headline="渡口通了新车", *, approved=True, order=None, **fields) -> Article:
    page = page or make_page()
    article = Article(
        publication=page.edition.publication,
        headline=headline,
        state=Article.State.APPROVED if approved else Article.State.DRAFT,
        **{"body": "<p>第一段。</p><p>第二段。</p>", **fields},
    )
    article.place(page, page.articles.count() if order is None else order)
    page.edition.save(update_fields=["last_article_number"])
    article.save()
    return article


def make_contributor(name="沈一苇", **fields) -> Contributor:
    return Contributor.objects.get_or_create(name=name, defaults=fields)[0]


def make_credit(article, name="沈一苇", role="text", affiliation="本报记者", order=0) -> ArticleCredit:
    return ArticleCredit.objects.create(
        article=article,
        contributor=make_contributor(name),
        name=name,
        role=role,
        affiliation=affiliation,
        order=order,
    )


def picture(width=60, height=40, colour="#884422", form="JPEG") -> bytes:
    """The bytes of a plain picture."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, form)
    return out.getvalue()


def make_photo(content: bytes | None = None) -> Photo:
    content = content or picture()
    photo = Photo(sha256=hashlib.sha256(content).hexdigest())
    photo.file.save("photo.jpg", ContentFile(content, "photo.jpg"), save=True)
    return photo


def make_caption(
    article, text="江边的清晨。", photographers=("柳岸",), *, photo=None, order=0, **fields
) -> PhotoCaption:
    names = "、".join(photographers)
    caption = PhotoCaption.objects.create(
        article=article,
        photo=photo,
        text=text,
        order=order,
        **{"credit_line": f"本报记者 {names} 摄" if names else "", **fields},
    )
    for place, name in enumerate(photographers):
        PhotoCredit.objects.create(
            caption=caption,
            contributor=make_contributor(name),
            name=name,
            role="photo",
            affiliation="本报记者",
            order=place,
        )
    return caption


def make_region(article, polygon=((0.1, 0.1), (0.5, 0.1), (0.5, 0.4), (0.1, 0.4)), page=None) -> ArticleRegion:
    return ArticleRegion.objects.create(
        article=article, page=page or article.page, polygon=[list(point) for point in polygon]
    )


def make_term(term="其它", kind="wrong", suggestion="其他", publication=None) -> WordListTerm:
    return WordListTerm.objects.create(term=term, kind=kind, suggestion=suggestion, publication=publication)
