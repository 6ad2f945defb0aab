"""The rules of the house that a machine can see: layers, pure modules, nothing hidden, no inline style or script."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from .conftest import REPOSITORY

APPS = ("newsroom", "articles", "editions")
# What each layer may not know of. No part of the site knows of its tests or its seeds.
ABOVE = {
    "editions": ("articles", "newsroom", "seeds", "tests"),
    "articles": ("newsroom", "seeds", "tests"),
    "newsroom": ("seeds", "tests"),
}
PURE = (
    "articles.archive.readers",
    "articles.archive.records",
    "articles.archive.sources",
    "articles.jump_lines",
    "articles.checks.likeness",
    "articles.checks.places",
    "articles.checks.word_list",
    "articles.clipboard",
    "articles.credits",
    "articles.photo_metadata",
    "articles.proposals",
    "articles.wordcount",
    "editions.numbers",
    "editions.outlines",
    "editions.text_layer",
)
STANDARD_LIBRARY_ONLY = (
    "articles.archive.records",
    "articles.jump_lines",
    "articles.checks.likeness",
    "articles.credits",
    "articles.wordcount",
    "editions.numbers",
)
VAGUE_NAMES = {"service", "services", "util", "utils", "helper", "helpers", "misc", "common"}
LOADERS = {"import_module", "__import__", "import_string", "get_model", "get_app_config", "include"}


# Imports, wherever they stand


def python_files(root: Path, apps=APPS) -> list[Path]:
    return sorted(path for app in apps for path in (root / app).rglob("*.py"))


def module_name(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(root: Path, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a file imports or names for a loader, inside functions too."""
    name = module_name(root, path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = absolute("." * level + (module or ""), package)
                yield node.lineno, base
                yield from ((node.lineno, f"{base}.{alias.name}".strip(".")) for alias in names)
            case ast.Call(func=function, args=[ast.Constant(value=str(text)), *_]) if called(function) in LOADERS:
                yield node.lineno, absolute(text, package)
            # A model, a setting, a migration that is named by a string: "articles.Article", ("articles", "0001_x").
            case ast.Constant(value=str(text)) if re.fullmatch(r"(\w+\.)+\w+", text):
                yield node.lineno, text
            case ast.Tuple(elts=[ast.Constant(value=str(app)), ast.Constant(value=str(text))]) if app in APPS:
                yield node.lineno, f"{app}.{text}"


def called(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def absolute(name: str, package: str) -> str:
    """A name as an import statement in `package` means it, with leading dots or without."""
    level = len(name) - len(name.lstrip("."))
    if not level:
        return name
    base = package.split(".")[: len(package.split(".")) - level + 1]
    return ".".join([*base, *filter(None, [name[level:]])])


def layer_breaks(root: Path) -> list[str]:
    """Every place where a layer names one above it."""
    return sorted(
        {
            f"{path.relative_to(root)}:{line} {name}"
            for app, above in ABOVE.items()
            for path in python_files(root, [app])
            for line, name in imports(root, path)
            if name.partition(".")[0] in above
        }
    )


# `editions/views.py` may follow the reverse name of a page's articles; nothing else of `editions` knows it.

CONCESSION = "editions/views.py"


def reverse_names(root: Path) -> list[str]:
    """Every place in `editions`, but the one that may, that follows a relation back to the articles."""
    found = set()
    for path in python_files(root, ["editions"]):
        if path.relative_to(root).as_posix() == CONCESSION:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Attribute(attr="articles" | "article_set"):
                    found.add(f"{path.relative_to(root)}:{node.lineno}")
                case ast.Constant(value=str(text)) if re.fullmatch(r"(\w+__)?articles(__\w+)?", text):
                    found.add(f"{path.relative_to(root)}:{node.lineno}")
    return sorted(found)


# Modules that run in any process, on any machine


def reached(root: Path, name: str) -> dict[str, set[str]]:
    """All that a module or package imports, itself and through the project's modules: name -> who imports it."""
    found: dict[str, set[str]] = {}
    waiting, seen = [*family(root, name), *files_below(root, name)], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for _line, imported in imports(root, path):
            if imported.partition(".")[0] in APPS:
                waiting += family(root, imported)
            found.setdefault(imported, set()).add(module_name(root, path))
    return found


def files_below(root: Path, name: str) -> list[Path]:
    folder = root / name.replace(".", "/")
    return sorted(folder.rglob("*.py")) if folder.is_dir() else []


def family(root: Path, name: str) -> list[Path]:
    """The files that importing a name of the project runs: its own, and the __init__ of every package above."""
    parts = name.split(".")
    paths = []
    for end in range(1, len(parts) + 1):
        stem = root.joinpath(*parts[:end])
        paths += [path for path in (stem / "__init__.py", stem.with_suffix(".py")) if path.is_file()]
    return paths


def impurities(root: Path, name: str, standard_library_only=False) -> list[str]:
    """What a pure module reaches and may not: Django, a model, and outside the standard library, if that is asked."""
    found = []
    for imported, importers in reached(root, name).items():
        first, parts = imported.partition(".")[0], imported.split(".")
        is_model = first in APPS and "models" in parts
        is_foreign = standard_library_only and first not in (*APPS, *sys.stdlib_module_names) and importable(imported)
        if first == "django" or is_model or is_foreign:
            found.append(f"{imported} in {', '.join(sorted(importers))}")
    return sorted(found)


def importable(name: str) -> bool:
    """Whether a dotted string can be the name of something installed, and is not only a file's name or a host's."""
    import importlib.util

    try:
        return importlib.util.find_spec(name.partition(".")[0]) is not None
    except (ImportError, ValueError):
        return False


# What is loaded first


def circles(root: Path) -> list[str]:
    """The modules of the project that cannot be loaded one after the other, in groups; imports in functions wait."""
    files = {module_name(root, path): path for path in python_files(root)}
    needs = {name: {other for other in loaded_with(root, path, files) if other != name} for name, path in files.items()}
    found = []
    while needs:
        ready = [name for name, others in needs.items() if not others & needs.keys()]
        if not ready:
            in_circle = {name for name in needs if name in reachable(needs, needs[name])}
            return [*found, " ".join(sorted(in_circle))]
        for name in ready:
            del needs[name]
    return found


def loaded_with(root: Path, path: Path, files: dict[str, Path]) -> Iterator[str]:
    """The modules of the project that importing a file loads at once."""
    name = module_name(root, path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    waiting = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while waiting:
        match waiting.pop():
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name in files)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = absolute("." * level + (module or ""), package)
                named = {f"{base}.{alias.name}" for alias in names}
                yield from named & files.keys()
                # `from package import module` needs the module; anything else needs what the package itself defines.
                if named - files.keys() and base in files:
                    yield base
            case ast.FunctionDef():
                pass
            case node:
                waiting += ast.iter_child_nodes(node)


def reachable(needs: dict[str, set[str]], names: set[str]) -> set[str]:
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs.get(name, ())
    return found


# Nothing happens behind the reader's back


def hidden_behaviour(root: Path) -> list[str]:
    """Overridden `save` methods of models, and signals other than post_migrate."""
    found = []
    for path in python_files(root):
        place = path.relative_to(root)
        if "migrations" in place.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and is_model_class(node, place):
                found += [
                    f"{place}:{part.lineno} {node.name}.save"
                    for part in node.body
                    if isinstance(part, ast.FunctionDef) and part.name == "save"
                ]
        named = set(imports(root, path))
        for line, name in named:
            is_road_to_post_migrate = (line, f"{name}.post_migrate") in named
            is_signal = re.search(r"(^|\.)signals(\.|$)|^django\.dispatch", name)
            if is_signal and not is_road_to_post_migrate and not name.endswith(".post_migrate"):
                found.append(f"{place}:{line} {name}")
    return sorted(set(found))


def is_model_class(node: ast.ClassDef, place: Path) -> bool:
    in_models = "models" in place.with_suffix("").parts
    return in_models or any(re.search(r"(^|\.)\w*Model$", ast.unparse(base)) for base in node.bases)


def vague_names(root: Path) -> list[str]:
    """Files and folders that are named after nothing."""
    return [str(path.relative_to(root)) for path in python_files(root) if VAGUE_NAMES & {path.stem, path.parent.name}]


# Templates


class InlineFinder(HTMLParser):
    """Collects style and script that stand in the page itself; blocks of data are neither."""

    DATA = ("application/json", "application/ld+json")

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in self.DATA):
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if name == "style" or name.startswith("on"):
                self.found.append(f"{name}=")
            elif (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{name}=javascript:")


def templates(root: Path) -> list[Path]:
    return sorted(path for app in APPS for path in (root / app).glob("templates/**/*") if path.is_file())


def without_comments(source: str) -> str:
    return re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", "", source, flags=re.DOTALL)


def inline_code(root: Path) -> list[str]:
    """Every style and script that stands in a template, or in HTML that Python code builds for a page."""
    found = []
    for path in templates(root):
        source = without_comments(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(root)} {what}" for what in inline_in(re.sub(r"\{%.*?%\}", " ", source))]
    for path in python_files(root):
        if {path.stem, path.parent.name, path.parent.parent.name} & {"admin", "forms", "templatetags", "views"}:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and "<" in node.value:
                    found += [f"{path.relative_to(root)}:{node.lineno} {what}" for what in inline_in(node.value)]
    return found


def inline_in(source: str) -> list[str]:
    finder = InlineFinder()
    finder.feed(re.sub(r"\{\{.*?\}\}", "x", source))
    return finder.found


def misnamed_partials(root: Path) -> list[str]:
    """Included templates without a leading underscore, and extended ones with it; one may include itself."""
    found = []
    for path in templates(root):
        source = without_comments(path.read_text(encoding="utf-8"))
        for tag, name in re.findall(r"\{%\s*(include|extends)\s+[\"']([^\"']+)[\"']", source):
            is_ours = any((root / app / "templates" / name).is_file() for app in APPS)
            if (
                is_ours
                and not path.as_posix().endswith(f"/templates/{name}")
                and (tag == "include") != name.rpartition("/")[2].startswith("_")
            ):
                found.append(f"{path.relative_to(root)} {tag} {name}")
    return found


# The project keeps the rules


def test_layers_know_nothing_of_those_above():
    assert layer_breaks(REPOSITORY) == []


def test_only_the_views_of_editions_follow_the_way_back_to_articles():
    assert reverse_names(REPOSITORY) == []


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_reach_neither_django_nor_models(name):
    assert family(REPOSITORY, name), f"{name} is not there"
    assert impurities(REPOSITORY, name, name in STANDARD_LIBRARY_ONLY) == []


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_run_in_a_process_without_django(name):
    code = f"import sys, {name}; print(sorted(n for n in sys.modules if n.partition('.')[0] == 'django'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_no_modules_import_each_other_in_a_circle():
    assert circles(REPOSITORY) == []


def test_nothing_happens_in_save_or_by_signals():
    assert hidden_behaviour(REPOSITORY) == []


def test_files_are_named_after_something():
    assert vague_names(REPOSITORY) == []


def test_no_style_or_script_stands_in_a_page():
    assert inline_code(REPOSITORY) == []


def test_partials_are_marked_by_their_names():
    assert misnamed_partials(REPOSITORY) == []


# The checks see what they are for


@pytest.fixture
def tree(tmp_path):
    """Writes a small project: `tree({"editions/x.py": "import articles"})`."""

    def write(files: dict[str, str]) -> Path:
        for app in APPS:
            (tmp_path / app).mkdir(exist_ok=True)
            (tmp_path / app / "__init__.py").touch()
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("editions/x.py", "import articles.models", "articles.models"),
        ("editions/x.py", "from articles import models", "articles"),
        ("editions/x.py", "def f():\n    if True:\n        from articles.models import Article", "articles.models"),
        ("editions/deep/x.py", "from ...articles import models", "articles"),
        ("editions/x.py", "from .. import newsroom", "newsroom"),
        ("editions/x.py", "import importlib\nimportlib.import_module('articles')", "articles"),
        ("editions/deep/x.py", "import_module('...articles.people', __package__)", "articles.people"),
        ("editions/x.py", "models = __import__('articles')", "articles"),
        ("editions/x.py", "apps.get_model('articles', 'Article')", "articles"),
        ("editions/x.py", "apps.get_model('articles.Article')", "articles.Article"),
        ("editions/models.py", "lead = models.ForeignKey('articles.Article', models.CASCADE)", "articles.Article"),
        ("editions/urls.py", "path('', include('articles.urls'))", "articles.urls"),
        ("editions/migrations/0002_x.py", "dependencies = [('articles', '0001_initial')]", "articles.0001_initial"),
        ("articles/x.py", "from newsroom.settings import DEBUG", "newsroom.settings"),
        ("articles/x.py", "from tests import factories", "tests"),
        ("newsroom/x.py", "from seeds.studio import papers", "seeds.studio"),
    ],
)
def test_checker_sees_a_broken_layer(tree, file, text, found):
    assert any(place.startswith(file) and place.endswith(f" {found}") for place in layer_breaks(tree({file: text})))


def test_checker_lets_layers_look_down(tree):
    root = tree(
        {
            "newsroom/x.py": "from articles import models\nfrom editions import models",
            "articles/x.py": 'from editions.models import Page\nnote = "See articles.models and newsroom.settings."',
            "editions/views.py": 'pages.prefetch_related("articles")\npage.articles.all()',
        }
    )
    assert layer_breaks(root) == []
    assert reverse_names(root) == []


def test_checker_sees_the_way_back_outside_the_views(tree):
    root = tree(
        {"editions/models.py": 'page.articles.all()\n\n\npages.filter(articles__isnull=True, x="articles__page")'}
    )
    assert reverse_names(root) == ["editions/models.py:1", "editions/models.py:4"]


@pytest.mark.parametrize(
    "files",
    [
        {"articles/credits.py": "from django.utils.html import escape"},
        {"articles/credits.py": "def parse():\n    import django"},
        {"articles/credits.py": "from .models import Contributor"},
        {"articles/credits.py": "from . import names", "articles/names.py": "from editions.models import Page"},
        {"articles/credits.py": "import re", "articles/__init__.py": "from django.db import models"},
    ],
)
def test_checker_sees_what_is_not_pure(tree, files):
    assert impurities(tree(files), "articles.credits") != []


def test_checker_sees_every_reader_of_the_package(tree):
    root = tree(
        {
            "articles/archive/readers/__init__.py": "",
            "articles/archive/readers/late.py": "from articles.models import Article",
        }
    )
    assert impurities(root, "articles.archive.readers") != []


def test_checker_sees_more_than_the_standard_library(tree):
    root = tree({"articles/credits.py": "import re\nimport nh3"})
    assert impurities(root, "articles.credits") == []
    assert impurities(root, "articles.credits", standard_library_only=True) == ["nh3 in articles.credits"]


def test_checker_sees_circles(tree):
    root = tree(
        {
            "articles/a.py": "if True:\n    from .b import x",
            "articles/b.py": "from . import c",
            "articles/c.py": "import articles.a",
            "articles/d.py": "def f():\n    from . import e",
            "articles/e.py": "from . import a, d",
        }
    )
    assert circles(root) == ["articles.a articles.b articles.c"]


def test_checker_sees_hidden_behaviour(tree):
    root = tree(
        {
            "articles/models/articles.py": "class Article(Base):\n    def save(self):\n        ...",
            "articles/copies.py": "class Copy(models.Model):\n    def save(self):\n        ...",
            "articles/forms.py": "class ArticleForm(Form):\n    def save(self):\n        ...",
            "articles/apps.py": "from django.db.models.signals import post_migrate",
            "articles/x.py": "from django.db.models.signals import post_save",
            "articles/y.py": "from django.dispatch import receiver",
            "articles/z.py": "from django.db.models import signals",
        }
    )
    assert hidden_behaviour(root) == [
        "articles/copies.py:2 Copy.save",
        "articles/models/articles.py:2 Article.save",
        "articles/x.py:1 django.db.models.signals",
        "articles/x.py:1 django.db.models.signals.post_save",
        "articles/y.py:1 django.dispatch",
        "articles/y.py:1 django.dispatch.receiver",
        "articles/z.py:1 django.db.models.signals",
    ]


def test_checker_sees_vague_names(tree):
    root = tree({"articles/utils.py": "", "articles/helpers/dates.py": "", "articles/people.py": ""})
    assert vague_names(root) == ["articles/helpers/dates.py", "articles/utils.py"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p style="color: red">', ["style="]),
        ("<style>p {}</style>", ["<style>"]),
        ("<script>go()</script>", ["<script>"]),
        ('<script type="module">go()</script>', ["<script>"]),
        ('<a href="{{ url }}" onclick="go()">', ["onclick="]),
        ('<a href="javascript:go()">', ["href=javascript:"]),
        ('<p {% if wide %}style="width: {{ w }}%"{% endif %}>', ["style="]),
        ('<script type="module" src="{% static "a.js" %}"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ("{# <style> #}{% comment %}<style>{% endcomment %}<p class='style' data-on='1'>", []),
    ],
)
def test_checker_sees_inline_style_and_script(tree, source, found):
    root = tree({"articles/templates/articles/page.html": source})
    assert inline_code(root) == [f"articles/templates/articles/page.html {what}" for what in found]


def test_checker_sees_inline_style_in_python(tree):
    root = tree({"articles/admin.py": 'format_html(\'<img style="width: 4em" src="{}">\', url)'})
    assert inline_code(root) == ["articles/admin.py:1 style="]


def test_checker_sees_misnamed_partials(tree):
    root = tree(
        {
            "articles/templates/a.html": '{% extends "_b.html" %}{% include "c.html" %}{% include "_b.html" %}',
            "articles/templates/_b.html": "",
            "articles/templates/c.html": '{% extends "admin/base.html" %}',
        }
    )
    assert misnamed_partials(root) == [
        "articles/templates/a.html extends _b.html",
        "articles/templates/a.html include c.html",
    ]
