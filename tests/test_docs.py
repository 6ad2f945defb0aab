"""What the documentation promises is there, and what is there is documented."""

import ast
import re

import pytest
from django.urls import URLPattern, get_resolver, resolve

from articles import roles
from articles.archive.readers import READERS

from .conftest import REPOSITORY
from .reader_paper import make_paper

SETTINGS = REPOSITORY / "newsroom" / "settings.py"
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("seeds/*.md")])


def text(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """The names of the environment that the settings read, by whatever call."""
    calls = (node for node in ast.walk(ast.parse(SETTINGS.read_text())) if isinstance(node, ast.Call))
    return {
        node.args[0].value
        for node in calls
        if ast.unparse(node.func) in ("given", "switch", "whole_number")
        or re.match(r"env\.(?!read_env)|os\.(environ|getenv)", ast.unparse(node.func))
        if node.args and isinstance(node.args[0], ast.Constant)
    }


def environment_names_outside_settings() -> set[str]:
    found = set()
    for app in ("articles", "editions", "newsroom"):
        for path in (REPOSITORY / app).rglob("*.py"):
            if path != SETTINGS:
                found |= {
                    f"{path.name}: {name}" for name in re.findall(r"environ(?:\.get)?[\[(]\"(\w+)", path.read_text())
                }
    return found


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))


def test_settings_are_those_of_the_example_and_of_the_operators_page():
    in_example = set(re.findall(r"^#?\s*([A-Z_]+)=", text(".env.example"), re.MULTILINE))
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/operator.md"), re.MULTILINE))
    assert in_example == settings_read()
    assert described == settings_read()


def test_only_settings_read_the_environment():
    allowed = {
        "asgi.py: DJANGO_SETTINGS_MODULE",
        "wsgi.py: DJANGO_SETTINGS_MODULE",
        "demo.py: PORT",
        "demo.py: DJANGO_RUNSERVER_HIDE_WARNING",
    }
    assert environment_names_outside_settings() <= allowed


def test_every_archive_format_is_described():
    described = set(re.findall(r"`([a-z0-9-]+)`", text("docs/archivist.md")))
    assert set(READERS) <= described


def test_every_defect_names_samples_that_are_there():
    """A row of the page on formats: the defect, what becomes of it, and the seeds' files that have it."""
    rows = text("docs/archive-formats.md").split("## Defects")[1].split("##")[0].splitlines()
    defects = [row.split("|")[1:-1] for row in rows if row.startswith("| ")][1:]
    held = {path.name for path in (REPOSITORY / "seeds").rglob("*.htm*")}
    # Two are listed by their pages, and missing from the archive on purpose.
    held |= {"content_20105.htm", "content_5_20136.htm"}
    assert len(defects) > 25
    for defect, outcome, samples in defects:
        named = re.findall(r"`([\w.-]+)`", samples)
        assert outcome.strip()
        assert named, defect
        assert set(named) <= held, defect


def test_every_target_of_make_is_explained_and_every_one_named_is_there():
    assert make_targets() == set(re.findall(r"`make ([a-z-]+)`", text("docs/developer.md"))) | {"help"}
    for document in DOCUMENTS:
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE))
        assert named <= make_targets(), document


def test_phony_targets_are_all_named():
    """A file or folder of a target's name would keep it from running."""
    phony = set(re.search(r"^\.PHONY: (.*)$", text("Makefile"), re.MULTILINE)[1].split())
    assert phony == set(re.findall(r"^([a-z-]+):(?!=)", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_readme_has_its_picture_and_its_commands():
    readme = text("README.md")
    assert "![" in readme
    assert "make demo" in readme
    assert "make test" in readme


def test_readme_leads_to_every_page_of_the_documentation():
    listed = re.findall(r"^- \[(docs/[\w-]+\.md)\]\(\1\): ", text("README.md"), re.MULTILINE)
    assert sorted(listed) == sorted(f"docs/{path.name}" for path in REPOSITORY.glob("docs/*.md"))


def test_commands_that_documents_call_exist():
    """`manage.py NAME` in any page is a command of the project or of Django."""
    from django.core.management import get_commands

    known = get_commands()
    for document in DOCUMENTS:
        named = re.findall(r"manage\.py ([a-z_]+)", document.read_text(encoding="utf-8"))
        assert [name for name in named if name not in known] == [], document


def test_the_roles_have_the_permissions_that_their_page_shows():
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text("docs/roles.md").partition("Permissions\n")[2].partition("\n## ")[0].splitlines()
        if line.startswith("|") and not line.startswith("|---")
    ]
    heads, *rows = table
    shown = {
        head.split()[0]: {row[0].strip("`") for row in rows if row[place] == "●"}
        for place, head in enumerate(heads)
        if place
    }
    assert shown == {name: set(permissions) for name, permissions in roles.PERMISSIONS.items()}


@pytest.mark.parametrize(
    ("folder", "guide", "taken_by"),
    [
        ("day", "editors-guide", "whole_day"),
        ("regions", "editors-guide", "what_the_guides_show"),
        ("reading", "reader", "what_the_guides_show"),
    ],
)
def test_the_guides_show_every_picture_that_is_taken_for_them(folder, guide, taken_by):
    shown = re.findall(rf"!\[.+?\]\(images/{folder}/([0-9a-z-]+)\.png\)", text(f"docs/{guide}.md"))
    taken = re.findall(rf'keep\(.*?"{folder}/([0-9]{{2}}-[a-z-]+)"', text(f"tests/browser/test_{taken_by}.py"))
    assert shown == taken
    assert sorted(shown) == sorted(path.stem for path in (REPOSITORY / "docs/images" / folder).iterdir())


def for_programs(resolver=None, route="") -> set[str]:
    """The names of the addresses that do not end as a page for people does, but for those of the staff's site.

    What stands at an address of a former site is not given for programs.
    """
    found = set()
    for each in (resolver or get_resolver()).url_patterns:
        here = route + str(each.pattern)
        if here.startswith("admin/"):
            continue
        if not isinstance(each, URLPattern):
            found |= for_programs(each, here)
        elif here and not here.endswith("/") and each.name != "legacy":
            found.add(each.name)
    return found


def addresses_for_programs() -> list[tuple[str, str]]:
    """Every address that the page for programmers lists, with its example."""
    return re.findall(r"^\| `(/.*?)` \| `(/.*?)` \|", text("docs/machines.md"), re.MULTILINE)


def test_every_address_for_programs_is_listed_and_every_listed_one_is_there():
    listed = addresses_for_programs()
    assert {resolve(example.partition("?")[0]).url_name for _address, example in listed} == for_programs()
    for address, example in listed:
        form = "".join(".+" if part.startswith("<") else re.escape(part) for part in re.split("(<[^>]+>)", address))
        assert re.fullmatch(form, example), address


@pytest.mark.django_db
def test_the_examples_for_programs_are_answered(client):
    person = make_paper(1).articles.first().credits.first().contributor
    answers = {
        example: client.get(example.replace("/contributors/1/", f"/contributors/{person.pk}/")).status_code
        for _address, example in addresses_for_programs()
        if not example.startswith("/media/")
    }
    assert answers == dict.fromkeys(answers, 200)
    assert len(answers) > 20
