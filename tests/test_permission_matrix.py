"""Every address of the site for everybody: docs/roles.md shows what each gets, and no address may be missing there.

The page's tables are what is expected; a failing test says which line is missing or wrong, and gives the right one.
What addresses lead to is made in newsroom_staffed.py, what forms and buttons send in what_is_sent.py.
"""

import logging
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.response import SimpleTemplateResponse
from django.urls import get_resolver, reverse

from .conftest import REPOSITORY
from .desk_forms import filled
from .newsroom_staffed import (
    ACCOUNT,
    EVERYBODY,
    ROLES,
    VISITOR,
    assigned_elsewhere,
    desks,
    furnished,
    kept,
    staffed,
    undone,
    values,
    worlds,
)
from .what_is_sent import SENT, SHARED, form, form_of, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PAGE = REPOSITORY / "docs" / "roles.md"
READERS, DESKS, STAFF, FORMS = "Readers' addresses", "Desks", "Single addresses", "Buttons, actions and fields"
# What Django makes of every desk; anything else below a desk is an address with a line of its own.
OF_EVERY_DESK = {"", "add/", *(f"<path:object_id>/{end}" for end in ("", "change/", "delete/", "history/"))}


@pytest.fixture(scope="module")
def here(django_db_setup, django_db_blocker):
    """One data set for all tests here; whatever they do is undone."""
    with django_db_blocker.unblock(), undone():
        newsroom = furnished()
        newsroom.desks, newsroom.everybody, newsroom.elsewhere = desks(newsroom), staffed(), assigned_elsewhere()
        newsroom.files, newsroom.looks = kept(newsroom), {}
        texts = (newsroom.draft, newsroom.in_review, newsroom.pool, newsroom.morning.article)
        for thing in (*texts, newsroom.evening.page, newsroom.evening.edition, newsroom.evening.paper):
            form(newsroom, thing)
        with undone():
            release(newsroom.evening.edition)
            newsroom.released = filled(newsroom.chief, form_of(newsroom.evening.edition))
        logging.disable(logging.ERROR)  # thousands of refusals, each with where it came from
        yield newsroom
        logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _files(here):
    """Each test begins with an empty folder of media."""
    lay_out(here)


def lay_out(here) -> None:
    """What a withdrawal has taken from the folder of media is there again, as its undone rows say."""
    for name, content in here.files.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))


# The page and its tables


def table(heading: str) -> dict[str, list[str]]:
    """The lines of the table below a heading, by what stands first in each; the last cells may explain it."""
    section = re.split(r"^#+ ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = next(part for part in section if part.split("\n")[0].endswith(heading))
    lines = [line for line in text.splitlines() if line.startswith("| ")][1:]
    rows = [[cell.strip() for cell in line.removesuffix("|").split("|")[1:]] for line in lines]
    return {row[0].strip("`"): row[1:] for row in rows}


def differences(heading: str, found: dict[str, list[str]], what="address") -> list[str]:
    """What the page says of it and is not so, what it does not know, and what it knows and is not there."""
    shown, said = table(heading), []
    for key, cells in found.items():
        line = f"| {f'`{key}`' if key.isascii() else key} | {' | '.join(cells)} | … |"
        if key not in shown:
            said.append(f"“{heading}” of docs/roles.md lacks the {what} {key}; if it is as it should be, add {line}")
        elif shown[key][: len(cells)] != cells:
            said.append(f"“{heading}” of docs/roles.md says of {key} {shown[key]}; what is there is {line}")
    for key in shown.keys() - found.keys():
        said.append(f"“{heading}” of docs/roles.md has the {what} {key}, which is not there: take its line out")
    return said


def test_what_the_page_does_not_know_is_named_with_the_line_for_it():
    known = {key: cells[:4] for key, cells in table(READERS).items()}
    assert differences(READERS, known) == []
    found = {**known, "weather": ["200", "404", "404", "405"], "home": ["200", "", "", "200"]}
    del found["robots"]
    assert differences(READERS, found) == [
        "“Readers' addresses” of docs/roles.md says of home ['200', '', '', '405', '首页 home page']; "
        "what is there is | `home` | 200 |  |  | 200 | … |",
        "“Readers' addresses” of docs/roles.md lacks the address weather; "
        "if it is as it should be, add | `weather` | 200 | 404 | 404 | 405 | … |",
        "“Readers' addresses” of docs/roles.md has the address robots, which is not there: take its line out",
    ]


# Addresses


def patterns(resolved=None, route="", names=""):
    """Every address of the URL configuration as (route, name, the converters of its parameters)."""
    for each in (resolved or get_resolver()).url_patterns:
        here = route + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from patterns(each, here, names + (f"{each.namespace}:" if each.namespace else ""))
        else:
            parameters = {**dict.fromkeys(each.pattern.regex.groupindex), **each.pattern.converters}
            yield here, each.name and names + each.name, parameters


def is_of_a_desk(route: str) -> bool:
    found = re.match(r"admin/(\w+)/(\w+)/(.*)", route)
    return bool(found) and found[3] in OF_EVERY_DESK and (found[1], found[2]) in desk_names()


def desk_names() -> set[tuple[str, str]]:
    return {(model._meta.app_label, model._meta.model_name) for model in admin.site._registry}


def readers_addresses():
    return [each for each in patterns() if not each[0].startswith("admin/")]


def answer(client, method: str, address: str, data=None) -> str:
    """The status of the answer; `login` where it asks to log in first."""
    cookies = client.cookies.copy()
    with undone():
        reply = getattr(client, method)(address, data or {})
    client.cookies = cookies
    # What a form sends is kept on the login page itself.
    shows_login = getattr(reply, "template_name", "") in ("admin/login.html", ["admin/login.html"])
    leads_to_login = shows_login or (reply.status_code == 302 and reply["Location"].startswith("/admin/login/"))
    return "login" if leads_to_login and not address.startswith("/admin/log") else str(reply.status_code)


def filled_in(route: str, name: str | None, parameters: dict, known: dict) -> str | None:
    """The address of a pattern with the values that its parameters have; None where one of them has none."""
    given = {
        parameter: known["page"] if type(converter).__name__ == "PageNumberConverter" else known.get(parameter)
        for parameter, converter in parameters.items()
    }
    if None in given.values():
        return None
    if name:
        return reverse(name, kwargs=given)
    return "/" + re.sub(r"<\w+:(\w+)>", lambda parameter: str(given[parameter[1]]), route)


def test_readers_addresses_answer_everybody_alike(here):
    found, different = {}, []
    for route, name, parameters in readers_addresses():
        cells = []
        for world, known in worlds(here).items():
            is_article = {"page", "number"} <= parameters.keys()
            addresses = {filled_in(route, name, parameters, each) for each in (known if is_article else known[:1])}
            assert None not in addresses, f"give {route} values for its parameters in newsroom_staffed.values"
            if not parameters and world != "public":
                cells.append("")
                continue
            # What is public is asked for by one; what is not, by everybody.
            for who in EVERYBODY if world != "public" else [VISITOR]:
                answers = {answer(here.everybody[who], "get", address) for address in addresses}
                if who == VISITOR:
                    cells.append(" ".join(sorted(answers)))
                elif " ".join(sorted(answers)) != cells[-1]:
                    different.append(f"{who} gets {answers} at {sorted(addresses)}, a visitor {cells[-1]}")
        address = filled_in(route, name, parameters, values(here.morning))
        found[name or route] = [*cells, answer(here.everybody[VISITOR], "post", address)]
    assert different == []
    said = differences(READERS, found)
    assert not said, "\n".join(said)


# Desks


def access(client, label: str, thing) -> str:
    """看 and 增 where somebody may look at a desk and add to it, each tried in every way there is."""
    desk, form = addresses_of(label, thing)
    looks = {answer(client, "get", address) for address in (desk, f"{form}change/")}
    if looks != {"200"}:
        looks.add(answer(client, "get", f"{form}history/"))
    adds = answer(client, "get", f"{desk}add/")
    if adds != "200":
        assert answer(client, "post", f"{desk}add/") == adds, f"{label}: adding by POST is another thing than by GET"
    assert looks in ({"200"}, {"403"}, {"login"}), f"{label}: list, form and history answer {looks}"
    may = {"看": looks == {"200"}, "增": adds == "200"}
    return "".join(sign for sign, allowed in may.items() if allowed)


def writes(client, label: str, thing) -> str:
    """改 and 删 where somebody may change and delete a thing; by its list nobody deletes what its form keeps."""
    desk, form = addresses_of(label, thing)
    changes = answer(client, "post", f"{form}change/")
    deletes = {is_deleted(client, thing, f"{form}delete/", {"post": "yes"})}
    if deletes == {False}:
        action = {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"}
        deletes.add(is_deleted(client, thing, desk, action))
    # 409 asks whoever may change a text which state the form began from.
    allowed = ("200", "302", "409")
    assert changes in (*allowed, "403", "login"), f"{label}: changing answers {changes}"
    assert len(deletes) == 1, f"{label}: it is deleted by the list, and not by its form"
    return ("改" if changes in allowed else "") + ("删" if deletes == {True} else "")


def addresses_of(label: str, thing) -> tuple[str, str]:
    desk = "/admin/" + label.partition(",")[0].replace(".", "/") + "/"
    return desk, f"{desk}{thing.pk}/"


def is_deleted(client, thing, address: str, data: dict) -> bool:
    with undone():
        client.post(address, data)
        return not type(thing).objects.filter(pk=thing.pk).exists()


@pytest.fixture
def _unrendered(monkeypatch):
    """Who is let in is decided before a page is rendered, which takes the most time."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


@pytest.mark.usefixtures("_unrendered")
def test_every_desk_is_open_to_those_whose_it_is(here):
    found = {}
    for label, thing in here.desks.items():
        desk, _comma, state = label.partition(", ")
        per_role = {}
        for who in EVERYBODY:
            # Looking and adding do not depend on the state of a thing.
            of_the_desk = here.looks[desk, who] if state else access(here.everybody[who], desk, thing)
            here.looks[desk, who] = of_the_desk
            per_role[who] = of_the_desk + writes(here.everybody[who], label, thing)
        assert (per_role.pop(VISITOR), per_role.pop(ACCOUNT)) == ("", ""), label
        found[label] = [what_is_narrowed(here, label, thing, per_role), *per_role.values()]
    said = differences(DESKS, found, "desk")
    assert not said, "\n".join(said)
    missing = {".".join(name) for name in desk_names()} - {label.partition(",")[0] for label in found}
    assert not missing, f"give {missing} something to look at in newsroom_staffed.desks"


def what_is_narrowed(here, label: str, thing, per_role: dict[str, str]) -> str:
    """● where whose role is assigned to another paper only looks; nothing where the assignment makes no difference."""
    may = {role: "".join(sign for sign in per_role[role] if sign in "改删") for role in ROLES}
    narrowed = {role: writes(here.elsewhere[role], label, thing) for role in ROLES if may[role]}
    nothing = dict.fromkeys(narrowed, "")
    assert narrowed in (nothing, {role: may[role] for role in narrowed}), f"{label}: elsewhere {narrowed}"
    return "●" if narrowed and narrowed == nothing else ""


# Single addresses of the staff's site


def staff_addresses(here) -> dict[str, str]:
    """Every address of the admin that is not one of every desk's, by its name and, where it has several, by which."""
    evening, morning = here.evening, here.morning
    choices = {
        f"admin:autocomplete: {model}.{field}": f"app_label={model.split('.')[0]}&model_name={model.split('.')[1]}"
        f"&field_name={field}"
        for model, field in (
            ("articles.article", "page"),
            ("articles.article", "continues"),
            ("articles.articlecredit", "contributor"),
            ("editions.page", "edition"),
        )
    }
    several = {
        **{name: f"{reverse('admin:autocomplete')}?{asked}" for name, asked in choices.items()},
        **{f"admin:app_list: {app}": f"/admin/{app}/" for app in ("articles", "editions", "auth")},
        "admin:view_on_site: public": shortcut(morning.article),
        "admin:view_on_site: not released": shortcut(evening.article),
        "admin:view_on_site: in the copy pool": shortcut(here.pool),
        "original: photos": reverse("original", args=[evening.photo.file.name]),
        "original: facsimiles": reverse("original", args=[evening.page.facsimile.name]),
        "original: pdf": reverse("original", args=[evening.page.pdf.name]),
        "original: anything else": reverse("original", args=["backup/site.sqlite3"]),
        **{
            f"admin:preview:stored-{kind}": reverse(f"admin:preview:stored-{kind}", args=[thing.pk])
            for kind, thing in (("edition", evening.edition), ("page", evening.page), ("article", here.draft))
        },
        "admin:(?P<url>.*)$": "/admin/nowhere/",
    }
    named = {name.partition(": ")[0] for name in several}
    things = {label.replace(".", "_"): thing for label, thing in here.desks.items() if "," not in label}
    things |= {"articles_article": morning.article, "editions_edition": morning.edition}
    general = {"edition": morning.edition.pk, "article": morning.article.pk, **values(evening)}
    # What is delivered waits for a day; an address of what was leads back, or is not found.
    general |= {"token": "0" * 32, "place": 0}
    for route, name, parameters in patterns():
        if not route.startswith("admin/") or is_of_a_desk(route):
            continue
        key = name or route.replace("admin/", "admin:", 1)
        if key in named:
            continue
        thing = next((thing for model, thing in things.items() if f":{model}_" in key), morning.article)
        known = general | dict.fromkeys(("key", "pk", "id", "object_id"), thing.pk)
        several[key] = filled_in(route, name, parameters, known)
        assert several[key], f"give {route} a value for each parameter, or an address of its own, in staff_addresses"
    return several


def shortcut(thing) -> str:
    return reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(thing).pk, thing.pk])


def test_every_single_address_of_the_staff_s_site_answers_as_the_page_says(here):
    found = {}
    for name, address in staff_addresses(here).items():
        both = [[answer(here.everybody[who], method, address) for method in ("get", "post")] for who in EVERYBODY]
        found[name] = [" / ".join(dict.fromkeys(answers)) for answers in both]
    said = differences(STAFF, found)
    assert not said, "\n".join(said)


def test_every_choice_that_is_searched_for_is_of_a_desk_that_the_page_names(here):
    """Whoever is offered a choice may look at its desk; the four addresses above stand for all."""
    chosen = set()
    for model, desk in admin.site._registry.items():
        for each in (desk, *(inline(model, admin.site) for inline in desk.inlines)):
            chosen |= {each.model._meta.get_field(name).related_model for name in each.autocomplete_fields}
    lines = [key.split()[1] for key in table(STAFF) if key.startswith("admin:autocomplete: ")]
    fields = (line.rsplit(".", 1) for line in lines)
    covered = {apps.get_model(model)._meta.get_field(field).related_model for model, field in fields}
    assert chosen == covered


# Buttons, actions and fields


@pytest.mark.usefixtures("_unrendered")
def test_what_forms_send_is_done_for_those_whose_work_it_is(here):
    found = {}
    for name, send in SENT.items():
        done = {who: is_done(here, send, here.everybody[who]) for who in EVERYBODY}
        assert (done.pop(VISITOR), done.pop(ACCOUNT)) == (False, False), name
        found[name] = ["●" if each else "" for each in done.values()]
        if name not in SHARED:
            narrowed = {role for role in ROLES if done[role] and is_done(here, send, here.elsewhere[role])}
            assert not narrowed, f"{name}: done to a paper that the role is not assigned to, by {narrowed}"
    said = differences(FORMS, found, "line")
    assert not said, "\n".join(said)


def is_done(here, send, client) -> bool:
    with undone():
        done = send(here, client)
    lay_out(here)
    return done
