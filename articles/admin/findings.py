"""The findings of the checks before print as the desks show them, each with the way to its place."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.checks.findings import Finding
from articles.checks.levels import Level
from articles.checks.places import Place
from articles.models import Article, PhotoCaption


def as_findings(findings: list[Finding]) -> str:
    """The findings of one article within its form, those that block before the others."""
    return render_to_string("admin/articles/_findings.html", {"findings": _shown(findings)})


def as_findings_by_article(findings: list[Finding]) -> str:
    """The findings of several articles, under the headline of each."""
    return render_to_string("admin/articles/_findings_by_article.html", {"articles": by_article(findings)})


def by_article(findings: list[Finding]) -> list[dict]:
    """The articles in which something was found, in the order of the findings, each with its own and their numbers.

    The addresses lead into the articles' forms.
    """
    of_article: dict[int, list[Finding]] = {}
    for finding in findings:
        of_article.setdefault(finding.article.pk, []).append(finding)
    return [_with_findings(found[0].article, found) for found in of_article.values()]


def how_many(findings: list[Finding]) -> str:
    """`2 blocking, 3 warnings`; a dash where nothing was found."""
    return _how_many(sum(finding.is_blocking for finding in findings), len(findings)) or "—"


def _with_findings(article: Article, findings: list[Finding]) -> dict:
    form = reverse("admin:articles_article_change", args=[article.pk])
    blocking = sum(finding.is_blocking for finding in findings)
    return {
        "article": article,
        "form": form,
        "findings": _shown(findings, form),
        "blocking": blocking,
        "how_many": _how_many(blocking, len(findings)),
    }


def _how_many(blocking: int, all_of_them: int) -> str:
    warnings = all_of_them - blocking
    said = [_("%(number)d blocking") % {"number": blocking}] if blocking else []
    said += [_("%(number)d to look at") % {"number": warnings}] if warnings else []
    return pgettext("between the parts of a place", ", ").join(said)


def _shown(findings: list[Finding], form: str = "") -> list[dict]:
    """As the templates show them, those that block first; `form` is the address of the article's form elsewhere."""
    return [
        {
            "level": finding.level,
            "level_name": Level(finding.level).label,
            "is_blocking": finding.is_blocking,
            "where": where(finding.place),
            "address": f"{form}{place}" if (place := address(finding)).startswith("#") else place,
            "sentence": finding.sentence,
            "other": finding.other,
        }
        for finding in sorted(findings, key=lambda finding: not finding.is_blocking)
    ]


def where(place: Place) -> str:
    """A place in the newsroom's words, such as `body, paragraph 3, character 12`; paragraphs and characters from 1."""
    if place.field == "regions":
        return _("regions")
    model = PhotoCaption if place.caption else Article
    parts = [str(model._meta.get_field(place.field).verbose_name)]
    if place.caption:
        parts.insert(0, _("photo %(number)d") % {"number": place.caption})
    if place.paragraph:
        parts.append(_("paragraph %(number)d") % {"number": place.paragraph})
    if place.offset is not None:
        parts.append(_("character %(number)d") % {"number": place.offset + 1})
    return pgettext("between the parts of a place", ", ").join(parts)


def address(finding: Finding) -> str:
    """Where the place of a finding is mended: its field in the article's form, or the form for a new region."""
    place, article = finding.place, finding.article
    if place.field == "regions":
        return f"{reverse('admin:articles_articleregion_add')}?article={article.pk}&page={article.page_id}"
    if place.caption:
        return f"#captions-{place.caption - 1}"
    # The editor hides the body's own field and stands in its place.
    return "#cke_id_body" if place.field == "body" else f"#id_{place.field}"
