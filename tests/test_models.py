"""What the database holds whatever program writes to it, and what is public when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from articles import roles, versions
from articles.models import (
    Article,
    ArticleAddress,
    ArticleCredit,
    ArticleRegion,
    Assignment,
    Contributor,
    PhotoCredit,
    Proof,
    Review,
    ReviewStage,
)
from editions.models import Edition, Page, Publication, parse_day
from editions.numbers import normalised, order_key

from .factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_publication,
    make_region,
    make_staff,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SQUARE = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5]]


def broken():
    """For every named constraint, a row that breaks it."""
    page = make_page()
    article = make_article(page)
    caption = make_caption(article)
    person = make_contributor()
    ArticleAddress.objects.create(publication=article.publication, path="html/1.htm", article=article)
    edition, paper = page.edition, page.edition.publication
    twin = Contributor(name=person.name)
    author, reviewer = make_staff("author"), make_staff("reviewer", roles.PAGE_EDITOR)
    Article.objects.filter(pk=article.pk).update(author=author)
    said = {"article": article, "version": versions.keep(article), "stage_name": "一审", "author": author}
    Review.objects.create(**said, round=1, stage=1, reviewer=reviewer, verdict="approved")
    first = ReviewStage.objects.of(paper)[0]
    Assignment.objects.create(user=reviewer, role=first.role, publication=paper)
    return {
        "one_edition_per_publication_date_and_label": Edition(publication=paper, date=edition.date),
        "an_edition_runs_through_a_later_date": Edition(
            publication=paper, date=date(2024, 4, 2), through=date(2024, 4, 1)
        ),
        "a_running_number_counts_from_one": Edition(publication=paper, date=date(2024, 4, 2), number=0),
        "a_withdrawn_edition_says_why": Edition(publication=paper, date=date(2024, 4, 2), withdrawn_at=NOW),
        "a_signed_off_edition_has_a_publish_time": Edition(publication=paper, date=date(2024, 4, 2), signed_off_at=NOW),
        "one_page_number_per_edition": Page(edition=edition, number="A1"),
        "one_article_number_per_edition": Article(publication=paper, edition=edition, number=article.number),
        "a_placed_article_has_an_edition_and_a_number": Article(publication=paper, page=page),
        "a_withdrawn_article_says_why": Article(publication=paper, withdrawn_at=NOW),
        "no_article_continues_or_repeats_itself": Article(pk=article.pk, publication=paper, continues_id=article.pk),
        "a_region_has_at_least_three_points": ArticleRegion(article=article, page=page, polygon=SQUARE[:2]),
        "a_region_lies_on_its_page": ArticleRegion(article=article, page=page, polygon=[*SQUARE, [1.2, 0.5]]),
        "one_article_per_former_address": ArticleAddress(publication=paper, path="html/1.htm", article=article),
        "one_contributor_per_name_and_distinction": twin,
        "no_contributor_is_merged_into_itself": Contributor(pk=person.pk, name="别人", merged_into_id=person.pk),
        "an_article_credit_names_somebody": ArticleCredit(article=article, contributor=person, role="text"),
        "a_photo_credit_names_somebody": PhotoCredit(caption=caption, contributor=person, role="photo"),
        "an_article_in_review_waits_at_a_stage": Article(publication=paper, state=Article.State.IN_REVIEW),
        "one_review_stage_per_publication_and_order": ReviewStage(
            publication=paper, order=1, name="初审", role=first.role
        ),
        "review_stages_count_from_one": ReviewStage(publication=paper, order=0, name="初审", role=first.role),
        "nobody_reviews_a_text_of_their_own": Review(**said, round=2, stage=1, reviewer=author, verdict="approved"),
        "nobody_reviews_an_article_twice_in_a_round": Review(
            **said, round=1, stage=2, reviewer=reviewer, verdict="approved"
        ),
        "a_stage_decides_once_in_a_round": Review(
            **said, round=1, stage=1, reviewer=make_staff("other"), verdict="approved"
        ),
        "a_return_says_why": Review(**said, round=2, stage=1, reviewer=reviewer, verdict="returned"),
        "a_proof_is_one_of_four": Proof(page=page, order=5, signed_by=reviewer),
        "one_assignment_per_user_role_and_publication": Assignment(user=reviewer, role=first.role, publication=paper),
    }


def constraints():
    kinds = (
        Publication,
        Edition,
        Page,
        Article,
        ArticleRegion,
        ArticleAddress,
        Contributor,
        ArticleCredit,
        PhotoCredit,
        ReviewStage,
        Review,
        Proof,
        Assignment,
    )
    return {constraint.name: constraint for kind in kinds for constraint in kind._meta.constraints}


def test_every_named_constraint_is_tested_here():
    assert broken().keys() == constraints().keys()


@pytest.mark.parametrize("name", list(constraints()))
def test_the_database_refuses_what_breaks_a_constraint_and_the_form_says_it_in_words(name):
    row = broken()[name]
    with pytest.raises(IntegrityError, match=name if connection.vendor == "postgresql" else None), transaction.atomic():
        # As raw as the field allows: no form and no full_clean() stands between.
        row.save(force_insert=row.pk is None, force_update=row.pk is not None)
    constraint = constraints()[name]
    assert constraint.violation_error_message != models.BaseConstraint.default_violation_error_message
    for field in row._meta.concrete_fields:
        if hasattr(field, "axis") or field.name == "order_key":
            field.pre_save(row, add=True)
    with pytest.raises(ValidationError) as refusal:
        constraint.validate(type(row), row)
    assert refusal.value.messages == [str(constraint.violation_error_message)]


@pytest.mark.parametrize(
    ("printed", "number", "key"),
    [
        ("A01", "A01", "A000001"),
        ("第a01版", "A01", "A000001"),
        ("０１", "01", "000001"),
        ("第1版", "1", "000001"),
        (" A 10 版", "A10", "A000010"),
        ("特刊3", "特刊3", "特刊000003"),
        ("A04-A05", "A04-A05", "A000004-A000005"),
    ],
)
def test_page_numbers_are_normalised_and_ordered(printed, number, key):
    assert (normalised(printed), order_key(printed)) == (number, key)


@pytest.mark.parametrize("number", ["1A" * 10, "A1" * 10, "1-" * 9 + "12", "9" * 20, "特1" * 10])
def test_the_longest_page_numbers_are_kept(number):
    page = make_page(number=number)
    page.refresh_from_db()
    assert (page.number, page.order_key) == (number, order_key(number))
    assert len(page.order_key) <= Page._meta.get_field("order_key").max_length


@pytest.mark.parametrize("printed", ["", "版", "A/1", "A.1", "-1", "第版", "<1>"])
def test_what_is_no_page_number_is_refused(printed):
    with pytest.raises(ValueError, match="is not a page number"):
        normalised(printed)


def test_pages_stand_in_natural_order_even_when_inserted_in_bulk():
    edition = make_edition()
    Page.objects.bulk_create([Page(edition=edition, number=number) for number in ("A10", "B01", "A02", "A1")])
    assert list(Page.objects.values_list("number", flat=True)) == ["A1", "A02", "A10", "B01"]
    assert Page.objects.numbered("第a1版").get().number == "A1"


def test_an_edition_is_public_when_it_is_signed_off_and_its_time_has_come():
    edition = make_edition(public=False)
    hour = edition.publication.publishing_moment(edition.date)
    assert hour == datetime(2024, 2, 29, 22, tzinfo=UTC)
    assert not Edition.objects.public().exists()
    edition.sign_off()
    edition.save()
    assert list(Edition.objects.public(hour)) == [edition]
    assert not Edition.objects.public(hour - timedelta(seconds=1)).exists()
    assert edition.is_public
    Edition.objects.update(withdrawn_at=NOW, withdrawal_notice="收回。")
    assert not Edition.objects.public().exists()
    edition.refresh_from_db()
    assert (edition.is_public, edition.is_withdrawn) == (False, True)


@pytest.mark.parametrize(
    ("change", "public"),
    [
        ({}, True),
        ({"state": Article.State.DRAFT}, False),
        ({"page": None}, False),
        ({"embargo": NOW + timedelta(hours=1)}, False),
        ({"embargo": NOW - timedelta(hours=1)}, True),
        ({"withdrawn_at": NOW, "withdrawal_notice": "撤回。"}, False),
    ],
)
def test_an_article_is_public_when_all_of_it_is(change, public):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(**change)
    assert Article.objects.published().exists() == public


def test_an_article_of_a_draft_edition_is_not_public():
    make_article(make_page(make_edition(public=False)))
    assert not Article.objects.published().exists()


def test_numbers_within_an_edition_are_never_given_again():
    page = make_page()
    first, second = make_article(page), make_article(page)
    second.delete()
    third = make_article(page)
    assert (first.number, third.number) == (1, 3)


@pytest.mark.parametrize(
    "slug", ["search", "contributors", "photos", "admin", "healthz", "en", "zh-hant", "static", "media"]
)
def test_addresses_of_the_site_itself_are_no_papers(slug):
    with pytest.raises(ValidationError, match=slug):
        Publication(slug=slug, name="报").full_clean()


@pytest.mark.parametrize("slug", ["Morning", "晨报", "a b", "a/b", "a\n", ""])
def test_malformed_addresses_are_refused(slug):
    with pytest.raises(ValidationError):
        Publication(slug=slug, name="报").full_clean()


def test_a_time_zone_is_one():
    Publication(slug="a", name="报", time_zone="Asia/Urumqi").full_clean()
    with pytest.raises(ValidationError):
        Publication(slug="a", name="报", time_zone="Mars/Base").full_clean()


def test_the_next_edition_is_offered_the_next_number():
    paper = make_publication()
    assert paper.next_number() is None
    paper.running_number = 99
    assert paper.next_number() == 100
    make_edition(paper, number=123)
    assert paper.next_number() == 124


@pytest.mark.parametrize(
    ("day", "parts"),
    [("2024-03-01", (date(2024, 3, 1), "")), ("2024-03-01.extra", (date(2024, 3, 1), "extra"))],
)
def test_the_day_of_an_edition_is_part_of_its_address(day, parts):
    assert parse_day(day) == parts
    assert make_edition(on=parts[0], label=parts[1]).day == day


@pytest.mark.parametrize("day", ["2024-02-30", "2024-3-1", "2024-03-01.", "2024-03-01.EXTRA", "x"])
def test_what_is_no_day_is_refused(day):
    with pytest.raises(ValueError, match="day"):
        parse_day(day)


def test_a_region_knows_its_box_and_its_svg():
    region = make_region(make_article(), [(0.25, 0.5), (0.75, 0.5), (0.5, 1)])
    assert (region.left, region.top, region.right, region.bottom) == (0.25, 0.5, 0.75, 1)
    assert region.svg_points == "250,500 750,500 500,1000"


def test_a_photo_without_a_headline_is_known_by_its_caption():
    article = make_article(headline="")
    assert article.title != ""
    make_caption(article, "石板街的早晨。")
    assert article.title == "石板街的早晨。"
    assert make_article(article.page, "两行\n标题").title == "两行 标题"


def test_a_credit_keeps_what_was_printed():
    credit = make_credit(make_article())
    assert str(credit) == "本报记者 沈一苇"
