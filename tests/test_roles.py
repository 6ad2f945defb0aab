"""Roles: they exist after `migrate`, have what they need, and count for the papers that they are assigned to."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from articles import roles
from articles.models import Assignment

from .factories import make_account, make_publication, make_staff

pytestmark = pytest.mark.django_db


def of_groups():
    return {
        group.name: {f"{each.content_type.app_label}.{each.codename}" for each in group.permissions.all()}
        for group in Group.objects.prefetch_related("permissions__content_type")
    }


def test_the_roles_exist_after_migrate_with_exactly_their_permissions():
    assert of_groups() == {name: set(permissions) for name, permissions in roles.PERMISSIONS.items()}


def test_migrate_puts_back_what_was_changed_and_leaves_a_paper_s_own_groups_alone():
    own = Group.objects.create(name="美编")
    own.permissions.set(Permission.objects.filter(codename="view_page"))
    Group.objects.get(name=roles.PROOFREADER).permissions.clear()
    Group.objects.get(name=roles.REPORTER).permissions.add(Permission.objects.get(codename="sign_off_edition"))
    call_command("migrate", verbosity=0)
    expected = {name: set(permissions) for name, permissions in roles.PERMISSIONS.items()}
    assert of_groups() == expected | {"美编": {"editions.view_page"}}


def test_a_role_counts_for_every_paper_unless_it_is_assigned_to_some():
    user = make_staff("editor", roles.PAGE_EDITOR, roles.PROOFREADER)
    morning, evening = make_publication(), make_publication("evening", "晚报")
    assert roles.roles_of(user, morning) == {roles.PAGE_EDITOR, roles.PROOFREADER}
    Assignment.objects.create(user=user, role=Group.objects.get(name=roles.PAGE_EDITOR), publication=evening)
    user = User.objects.get(pk=user.pk)  # what somebody holds is read once for each request
    assert roles.roles_of(user, morning) == {roles.PROOFREADER}
    assert roles.roles_of(user, evening) == {roles.PAGE_EDITOR, roles.PROOFREADER}
    assert [roles.may(user, "articles.review_article", paper) for paper in (morning, evening)] == [False, True]
    assert [roles.may(user, "articles.sign_proof", paper) for paper in (morning, evening)] == [True, True]
    assert roles.papers_of(user, "articles.review_article") == [evening.pk]


def test_whoever_is_deactivated_may_nothing(admin_user):
    paper = make_publication()
    assert roles.may(admin_user, "editions.sign_off_edition", paper)
    admin_user.is_active = False
    assert not roles.may(admin_user, "editions.sign_off_edition", paper)


def test_a_permission_of_one_s_own_counts_for_every_paper():
    assert roles.may(make_account("sign_proof"), "articles.sign_proof", make_publication())


def test_an_account_is_deactivated_and_never_deleted(admin_client):
    user = make_staff("editor", roles.PAGE_EDITOR)
    form = f"/admin/auth/user/{user.pk}/"
    assert admin_client.post(f"{form}delete/", {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"}
    admin_client.post("/admin/auth/user/", action)
    assert type(user).objects.filter(pk=user.pk).exists()
    paper, role = make_publication(), user.groups.get()
    fields = {"username": "editor", "date_joined_0": "2024-03-01", "date_joined_1": "06:00", "groups": [role.pk]}
    rows = {"assignments-TOTAL_FORMS": 1, "assignments-INITIAL_FORMS": 0}
    rows |= {"assignments-0-role": role.pk, "assignments-0-publication": paper.pk}
    assert admin_client.post(f"{form}change/", fields | rows).status_code == 302
    user.refresh_from_db()
    assert (user.is_active, roles.papers_of(user, "articles.view_page")) == (False, [])
    assert list(user.assignments.values_list("role", "publication")) == [(role.pk, paper.pk)]


def test_what_somebody_holds_is_asked_once_however_often(django_assert_num_queries):
    user, papers = make_staff("editor", roles.PAGE_EDITOR), [make_publication(), make_publication("evening", "晚报")]
    assert user.has_perm("articles.review_article")
    with django_assert_num_queries(1):
        for paper in (*papers, None):
            assert roles.may(user, "articles.review_article", paper)
            assert not roles.may(user, "editions.sign_off_edition", paper)
            assert roles.roles_of(user, paper) == {roles.PAGE_EDITOR}
