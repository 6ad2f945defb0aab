"""The findings of the checks before print as an article's form shows them, each with the way to its place."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.checks.findings import Finding
from articles.checks.levels import Level
from articles.checks.places import Place
from articles.models import Article, PhotoCaption


def as_findings(findings: list[Finding]) -> str:
    """A list of findings, those that block before the others, every text escaped by the template."""
    shown = [
        {
            "level": finding.level,
            "level_name": Level(finding.level).label,
            "where": where(finding.place),
            "address": address(finding),
            "sentence": finding.sentence,
            "other": finding.other,
        }
        for finding in sorted(findings, key=lambda finding: not finding.is_blocking)
    ]
    return render_to_string("admin/articles/_findings.html", {"findings": shown})


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
