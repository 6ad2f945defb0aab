"""The newsroom's roles: groups that exist after `migrate`, each with exactly the permissions that its work needs."""

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import FilteredRelation, Q

from editions.models import Publication

REPORTER, PAGE_EDITOR, DESK_HEAD, DUTY_EDITOR = "记者", "责任编辑", "部门主任", "值班总编"
PROOFREADER, PHOTO_EDITOR, ARCHIVIST = "校对", "图片编辑", "档案管理员"

_LOOK = (
    "articles.view_article",
    "articles.view_articlecredit",
    "articles.view_articleregion",
    "articles.view_articleversion",
    "articles.view_contributor",
    "articles.view_correction",
    # Whoever sees an article may say something about it to the others.
    "articles.view_note",
    "articles.add_note",
    "articles.view_photo",
    "articles.view_photocaption",
    "articles.view_photocredit",
    "articles.view_proof",
    "articles.view_proposedcorrection",
    "articles.view_review",
    "articles.view_reviewstage",
    "articles.view_wordlistterm",
    "editions.view_edition",
    "editions.view_page",
    "editions.view_publication",
)
_WRITE = (
    "articles.add_article",
    "articles.change_article",
    "articles.submit_article",
    *(
        f"articles.{verb}_{model}"
        for model in ("articlecredit", "photocaption", "photocredit")
        for verb in ("add", "change", "delete")
    ),
    "articles.add_photo",
    "articles.add_contributor",
)
_EDIT = (
    *_WRITE,
    "articles.delete_article",
    "articles.place_article",
    "articles.review_article",
    "articles.add_articleregion",
    "articles.change_articleregion",
    "articles.delete_articleregion",
    "articles.change_contributor",
    "editions.add_page",
    "editions.change_page",
)
_KEEP_THE_WORD_LIST = tuple(f"articles.{verb}_wordlistterm" for verb in ("add", "change", "delete"))
_WEIGH_THE_CHECKS = tuple(f"articles.{verb}_checksetting" for verb in ("view", "add", "change", "delete"))
_SET_THE_STAGES = tuple(f"articles.{verb}_reviewstage" for verb in ("add", "change", "delete"))
PERMISSIONS: dict[str, tuple[str, ...]] = {
    REPORTER: (*_LOOK, *_WRITE),
    PAGE_EDITOR: (*_LOOK, *_EDIT, "articles.sign_proof"),
    DESK_HEAD: (
        *_LOOK,
        *_EDIT,
        *_KEEP_THE_WORD_LIST,
        *_WEIGH_THE_CHECKS,
        "articles.sign_proof",
        "articles.set_embargo",
        "editions.add_edition",
        "editions.change_edition",
    ),
    DUTY_EDITOR: (
        *_LOOK,
        *_EDIT,
        *_KEEP_THE_WORD_LIST,
        *_WEIGH_THE_CHECKS,
        *_SET_THE_STAGES,
        "articles.sign_proof",
        "articles.set_embargo",
        "articles.view_trailentry",
        "articles.withdraw_article",
        "editions.add_edition",
        "editions.change_edition",
        "editions.sign_off_edition",
    ),
    PROOFREADER: (*_LOOK, *_KEEP_THE_WORD_LIST, "articles.sign_proof"),
    PHOTO_EDITOR: (
        *_LOOK,
        *(
            f"articles.{verb}_{model}"
            for model in ("photo", "photocaption", "photocredit")
            for verb in ("add", "change", "delete")
        ),
        "articles.change_article",
        "articles.add_contributor",
    ),
    ARCHIVIST: (
        *_LOOK,
        "articles.view_importrun",
        "articles.view_importitem",
        "articles.view_articleaddress",
        "articles.add_articleaddress",
        "articles.change_articleaddress",
        "articles.add_contributor",
        "articles.change_contributor",
        "editions.change_publication",
    ),
}


def keep_in_step(apps_with_permissions) -> None:
    """Give each role's group exactly its permissions; groups that a paper has made itself are left alone.

    `apps_with_permissions` are the app configurations whose models' permissions are named above.
    """
    for app in apps_with_permissions:
        create_permissions(app, verbosity=0)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, permissions in PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(known[permission] for permission in permissions)


class Held:
    """What a member of staff holds, read in one query: roles, what they allow, and the papers they are narrowed to."""

    def __init__(self, user):
        mine = FilteredRelation("assignments", condition=Q(assignments__user=user))
        allowed = ("permissions__content_type__app_label", "permissions__codename")
        self.own = user.get_user_permissions()
        # The papers that each role counts for, by its name; none named stands for all.
        self.roles: dict[str, set[int]] = {}
        self.by_permission: dict[str, set[str]] = {}
        for role, paper, app, codename in user.groups.annotate(mine=mine).values_list(
            "name", "mine__publication", *allowed
        ):
            self.roles.setdefault(role, set()).update([paper] if paper else [])
            self.by_permission.setdefault(f"{app}.{codename}", set()).add(role)

    def roles_for(self, paper: int | None) -> set[str]:
        """The names of the roles that count for the paper of that key; for None, those that count for all."""
        return {role for role, papers in self.roles.items() if not papers or paper in papers}

    def counts(self, permission: str, paper: int | None) -> bool:
        return permission in self.own or bool(self.by_permission.get(permission, set()) & self.roles_for(paper))


def _held(user) -> Held:
    """Kept with the object that stands for a user, as Django keeps its permissions."""
    if not hasattr(user, "held"):
        user.held = Held(user)
    return user.held


def roles_of(user, publication) -> set[str]:
    """The names of the groups of a user that count for this paper: those that are not narrowed to other papers.

    For None, which is all papers, those that are not narrowed at all.
    """
    return _held(user).roles_for(publication and publication.pk)


def papers_of(user, permission: str) -> list[int]:
    """The keys of the papers for which a user has a permission, in the house's order; one query."""
    return [paper.pk for paper in Publication.objects.all() if may(user, permission, paper)]


def may(user, permission: str, publication) -> bool:
    """Whether a user has a permission for this paper: of their own, or by a role that counts for it.

    For None, which is all papers: by a role that is not narrowed.
    """
    if not user.is_active or not user.has_perm(permission):
        return False
    return user.is_superuser or _held(user).counts(permission, publication and publication.pk)
