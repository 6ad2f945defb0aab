"""Notes on an article (批注): colleagues are asked by name, and what is asked waits for them until it is ticked off."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import mentions
from articles.models import Article, Mention, Note
from editions.names import side_by_side
from editions.staff import name_of

from .moves import Refused, locked, refuse


def readers() -> QuerySet[User]:
    """The staff who may see articles of any paper, and so be mentioned in notes on them."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return User.objects.with_perm("articles.view_article", backend=backend).filter(is_staff=True)


def may_note(by) -> bool:
    """Whether somebody may write notes: like looking, that is not narrowed to papers."""
    return by.has_perms(["articles.view_article", "articles.add_note"])


@transaction.atomic
def note(article: Article, text: str, *, by) -> Note:
    """Write a note; whoever it names behind an @ is asked. Raises Refused where a name is nobody's to be asked."""
    if not may_note(by):
        raise Refused(_("Your role does not include this."))
    if not text.strip():
        raise Refused(_("Please write the note."))
    asked = _asked_in(text)
    written = Note.objects.create(article=article, author=by, text=text.strip())
    Mention.objects.bulk_create(Mention(note=written, user=user) for user in asked)
    return written


def why_not_settle(note: Note, by) -> str:
    """Why somebody cannot tick a note off; "" where nothing is in the way. Reads its mentions, as they are loaded."""
    if not may_note(by):
        return _("Your role does not include this.")
    if note.settled_at:
        return _("This note is ticked off already.")
    asked = note.mentions.all()
    waits_for = [mention.user_id for mention in asked if not mention.settled_at]
    if not asked or by.pk in (note.author_id, *waits_for):
        return ""
    return _("Whoever is mentioned ticks this note off, or whoever wrote it.")


@transaction.atomic
def settle(note: Note, *, by) -> None:
    """Tick a note off: each who is mentioned for themselves, its author for all; it is done when all have."""
    note = locked(note)
    refuse(why_not_settle(note, by))
    now = timezone.now()
    waiting = note.mentions.filter(settled_at__isnull=True)
    (waiting if by.pk == note.author_id else waiting.filter(user=by)).update(settled_at=now)
    if not waiting.exists():
        note.settled_at, note.settled_by = now, by
        note.save(update_fields=["settled_at", "settled_by"])


def _asked_in(text: str) -> list[User]:
    """Whom a note names; a name that is nobody's is text like any other."""
    able = {user.pk for user in readers()}
    asked, refusals = {}, []
    for at in mentions.read(text, User.objects.all()):
        people = [user for user in at.people if user.pk in able]
        if len(people) == 1:
            asked[people[0].pk] = people[0]
        elif people:
            accounts = side_by_side(sorted(f"@{user.username}" for user in people))
            sentence = _("Several are called %(name)s; mention one by the account: %(accounts)s.")
            refusals.append(sentence % {"name": name_of(people[0]), "accounts": accounts})
        elif at.people:
            sentence = _("%(name)s may not see this article, and so cannot be mentioned.")
            refusals.append(sentence % {"name": name_of(at.people[0])})
    if refusals:
        raise Refused(*refusals)
    return list(asked.values())
