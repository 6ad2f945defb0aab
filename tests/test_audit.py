"""The audit finds every character of an archive in the database, and the line that somebody has taken out."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article

from .archives import run_import

ROOT = Path(__file__).parent.parent
SEEDS = [
    ("yanxi-evening-classic", {}),
    ("yanxi-daily-new", {}),
    ("yanxi-daily", {}),
    ("yanxi-evening", {}),
    ("yanxi-evening-saved-text", {"publication": "yanxi-evening"}),
]

pytestmark = pytest.mark.django_db


def audited(source, **options) -> tuple[int, list[str]]:
    output = StringIO()
    try:
        call_command("audit_archive", str(source), stdout=output, **options)
    except CommandError as refusal:
        return refusal.returncode, [str(refusal)]
    except SystemExit as ended:
        return ended.code, output.getvalue().splitlines()
    return 0, output.getvalue().splitlines()


@pytest.mark.parametrize(("folder", "options"), SEEDS)
def test_every_character_of_the_seeds_is_accounted_for(folder, options):
    source = ROOT / "seeds" / folder
    assert run_import(source, **options)[0] == 0
    code, lines = audited(source, **options)
    assert [line for line in lines if not line.startswith("100.00 % ")] == []
    assert code == 0
    assert lines[-1].endswith(" are accounted for.")


@pytest.mark.parametrize("sample", ["saved-text", "founder-pad"])
def test_every_character_of_the_real_pages_is_accounted_for(shared, sample):
    source = shared / "samples" / sample
    assert run_import(source, publication="paper")[0] == 0
    code, lines = audited(source, publication="paper")
    assert (code, [line for line in lines if not line.startswith("100.00 % ")]) == (0, [])


def test_a_line_that_is_taken_out_of_the_database_is_found():
    source = ROOT / "seeds" / "yanxi-evening-classic"
    run_import(source)
    article = Article.objects.get(source_id="20103")
    taken = article.body.split("</p>")[1].removeprefix("<p>")
    Article.objects.filter(pk=article.pk).update(body=article.body.replace(f"<p>{taken}</p>", ""))
    code, lines = audited(source)
    assert code == 1
    place = next(place for place, line in enumerate(lines) if line.endswith("content_20103.htm"))
    assert not lines[place].startswith("100.00 %")
    missing = [line.removeprefix("  not stored: ") for line in lines if line.startswith("  not stored: ")]
    assert "".join(missing) == taken
    assert not lines[-1].startswith("100.00 %")


def test_an_archive_that_was_never_imported_is_not_accounted_for():
    code, lines = audited(ROOT / "seeds" / "yanxi-daily-new")
    assert code == 1
    assert lines[-1].startswith("  0.00 % of ")


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "x.txt").write_text("一封信")
    assert audited(tmp_path)[0] == 2
    assert audited(tmp_path / "nowhere") == (2, [f"There is no {tmp_path / 'nowhere'}."])
