"""An edition, a year and a paper for viewers of IIIF: as the specification asks, and only what readers may see."""

import copy
import json
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import workflow
from editions.characters import to_traditional
from editions.iiif import behavior
from tests.factories import (
    make_article,
    make_edition,
    make_page,
    make_publication,
    make_region,
    make_staff,
    picture,
)
from tests.iiif_rules import broken
from tests.pages_shown import links, look
from tests.reader_paper import make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
DAY = f"{SITE}/morning/2024-03-05"
MANIFEST = "/morning/2024-03-05/manifest.json"
TEXT_ONLY = "/morning/2024-03-01/manifest.json"
TOMORROW = timezone.now() + timedelta(days=1)


def written(simplified: str, english: str) -> dict[str, list[str]]:
    """A text in the languages of the site."""
    return {"zh-Hans": [simplified], "zh-Hant": [to_traditional(simplified)], "en": [english]}


def given(client, address) -> dict:
    """What a viewer gets at an address; it keeps the rules of the specification."""
    reply = client.get(address)
    assert reply.status_code == 200, reply.status_code
    assert reply["Content-Type"] == 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
    assert reply["Access-Control-Allow-Origin"] == "*"
    document = json.loads(reply.content)
    assert document["id"] == SITE + address
    assert broken(document) == []
    return document


def annotations(document, number) -> list[dict]:
    """What lies on the canvas of a page."""
    (canvas,) = [each for each in document["items"] if each["id"].endswith(f"/{quote(number)}/canvas")]
    return [annotation for page in canvas.get("annotations", ()) for annotation in page["items"]]


def regions(document, number) -> dict[str, str]:
    """The selectors of the regions on a page, by the id of their annotation."""
    return {
        each["id"]: each["target"]["selector"]["value"]
        for each in annotations(document, number)
        if each["motivation"] != "linking"
    }


def jumps(document, number) -> list[tuple]:
    """The jumps from a page: what each says, and the canvas it leads to."""
    found = []
    for each in annotations(document, number):
        if each["motivation"] == "linking":
            (goal,) = each["body"]
            found.append((each["label"]["zh-Hans"][0], (goal.get("source") or goal)["id"]))
    return found


def test_an_edition_says_what_it_is(client):
    edition = make_paper(1)
    document = given(client, MANIFEST)
    front = edition.pages.first().facsimile.name
    label = written("晨报 2024年3月5日 星期二", "晨报 Tuesday, 5 March 2024")
    house = {"zh-Hans": ["晨报社"]}
    files = (("ris", "application/x-research-info-systems", "RIS"), ("bib", "application/x-bibtex", "BibTeX"))
    assert {name: value for name, value in document.items() if name not in ("items", "structures")} == {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{DAY}/manifest.json",
        "type": "Manifest",
        "label": label,
        "summary": {"zh-Hans": ["A01版第1条 江上新渡；A02版第1条 江上新渡"]},
        "metadata": [
            {"label": written("报纸", "Paper"), "value": {"zh-Hans": ["晨报"]}},
            {"label": written("日期", "Date"), "value": {"none": ["2024-03-05"]}},
            {"label": written("总期号", "Number"), "value": {"none": ["12"]}},
            {"label": written("出版者", "Publisher"), "value": house},
            {"label": written("版数", "Pages"), "value": {"none": ["2"]}},
        ],
        "requiredStatement": {"label": written("来源", "Source"), "value": house},
        "provider": [
            {
                "id": f"{SITE}/morning/#publisher",
                "type": "Agent",
                "label": house,
                "homepage": [
                    {
                        "id": f"{SITE}/morning/",
                        "type": "Text",
                        "label": house,
                        "format": "text/html",
                        "language": ["zh-Hans"],
                    }
                ],
            }
        ],
        "homepage": [
            {
                "id": address,
                "type": "Text",
                "label": {language: label[language]},
                "format": "text/html",
                "language": [language],
            }
            for address, language in (
                (f"{DAY}/", "zh-Hans"),
                (f"{SITE}/zh-hant/morning/2024-03-05/", "zh-Hant"),
                (f"{SITE}/en/morning/2024-03-05/", "en"),
            )
        ],
        "thumbnail": [
            {
                "id": f"{SITE}/media/{front}/320.jpg",
                "type": "Image",
                "format": "image/jpeg",
                "width": 320,
                "height": 457,
            }
        ],
        "navDate": "2024-03-05T00:00:00Z",
        "behavior": ["paged"],
        "rendering": [
            {
                "id": f"{DAY}/edition.pdf",
                "type": "Text",
                "label": written("晨报 2024年3月5日 星期二，PDF", "晨报 Tuesday, 5 March 2024, PDF"),
                "format": "application/pdf",
            }
        ],
        "partOf": [{"id": f"{SITE}/morning/2024/collection.json", "type": "Collection"}],
        "seeAlso": [
            {"id": f"{DAY}/cite.{form}", "type": "Dataset", "label": {"none": [name]}, "format": content_type}
            for form, content_type, name in files
        ],
    }


def test_a_page_is_a_canvas_with_its_picture_and_its_pdf(client):
    page = make_paper(1).pages.first()
    canvas = given(client, MANIFEST)["items"][0]
    del canvas["annotations"]

    def image(width, true_width, height):
        address = f"{SITE}/media/{page.facsimile.name}/{width}.jpg"
        return {"id": address, "type": "Image", "format": "image/jpeg", "width": true_width, "height": height}

    assert canvas == {
        "id": f"{DAY}/A01/canvas",
        "type": "Canvas",
        "label": written("第A01版：要闻", "Page A01: 要闻"),
        "width": 700,
        "height": 1000,
        "thumbnail": [image(320, 320, 457)],
        "rendering": [
            {
                "id": f"{DAY}/A01/page.pdf",
                "type": "Text",
                "label": written("第A01版：要闻，PDF", "Page A01: 要闻, PDF"),
                "format": "application/pdf",
            }
        ],
        "items": [
            {
                "id": f"{DAY}/A01/canvas/pictures",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{DAY}/A01/canvas/picture",
                        "type": "Annotation",
                        "motivation": "painting",
                        "body": image(960, 700, 1000),
                        "target": f"{DAY}/A01/canvas",
                    }
                ],
            }
        ],
    }


def test_of_a_large_picture_a_viewer_may_ask_for_every_dot(client):
    page = make_page()
    page.facsimile.save("page.png", ContentFile(picture(2500, 3300, form="PNG")), save=True)
    (canvas,) = given(client, TEXT_ONLY)["items"]
    (painting,) = canvas["items"][0]["items"]
    name = f"{SITE}/media/{page.facsimile.name}"
    assert (canvas["width"], canvas["height"]) == (2500, 3300)
    assert painting["body"] == {
        "id": f"{name}/1800.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": 1800,
        "height": 2376,
        "service": [{"id": name, "type": "ImageService3", "profile": "level0"}],
    }


def test_an_article_is_an_annotation_on_its_region_and_a_range_of_the_contents(client):
    edition = make_paper(1)
    edition.articles.filter(number=2).update(continues=None)
    document = given(client, MANIFEST)
    title = {"zh-Hans": ["A02版第1条 江上新渡"]}
    part = {
        "type": "SpecificResource",
        "source": f"{DAY}/A02/canvas",
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": "xywh=70,50,280,50",
        },
    }
    assert [each for each in annotations(document, "A02") if each["label"] == title] == [
        {
            "id": f"{DAY}/A02/2/regions/1",
            "type": "Annotation",
            "motivation": ["tagging", "linking"],
            "label": title,
            "body": [
                {
                    "type": "TextualBody",
                    "value": "A02版第1条 江上新渡",
                    "format": "text/plain",
                    "language": "zh-Hans",
                },
                {"id": f"{DAY}/A02/2/", "type": "Text", "format": "text/html", "language": "zh-Hans"},
            ],
            "target": part,
        }
    ]
    assert document["structures"][1] == {
        "id": f"{DAY}/A02/range",
        "type": "Range",
        "label": written("第A02版：本市", "Page A02: 本市"),
        "items": [
            {"id": f"{DAY}/A02/canvas", "type": "Canvas"},
            {
                "id": f"{DAY}/A02/2/range",
                "type": "Range",
                "label": title,
                "summary": {"zh-Hans": ["第一段。第二段。"]},
                "metadata": [
                    {
                        "label": written("作者", "Authors"),
                        "value": {"zh-Hans": ["沈一苇", "路人A020"]},
                    }
                ],
                "homepage": [
                    {"id": address, "type": "Text", "label": title, "format": "text/html", "language": [language]}
                    for address, language in (
                        (f"{DAY}/A02/2/", "zh-Hans"),
                        (f"{SITE}/zh-hant/morning/2024-03-05/A02/2/", "zh-Hant"),
                        (f"{SITE}/en/morning/2024-03-05/A02/2/", "en"),
                    )
                ],
                "seeAlso": [
                    {
                        "id": f"{DAY}/A02/2/cite.ris",
                        "type": "Dataset",
                        "label": {"none": ["RIS"]},
                        "format": "application/x-research-info-systems",
                    },
                    {
                        "id": f"{DAY}/A02/2/cite.bib",
                        "type": "Dataset",
                        "label": {"none": ["BibTeX"]},
                        "format": "application/x-bibtex",
                    },
                ],
                "items": [part],
            },
        ],
    }


@pytest.mark.parametrize(
    ("polygon", "selector", "value"),
    [
        ([[0, 0], [1, 0], [1, 1], [0, 1]], "FragmentSelector", "xywh=0,0,700,1000"),
        ([[0.1, 0.1], [0.1, 0.3], [0.3, 0.3], [0.3, 0.1]], "FragmentSelector", "xywh=70,100,140,200"),
        ([[0.1, 0.1], [0.5, 0.1], [0.5, 0.2], [0.1, 0.2], [0.1, 0.1]], "FragmentSelector", "xywh=70,100,280,100"),
        ([[0.9999, 0.9999], [1, 0.9999], [1, 1], [0.9999, 1]], "FragmentSelector", "xywh=699,999,1,1"),
        ([[0.1, 0.1], [0.5, 0.1], [0.5, 0.2], [0.1, 0.21]], "SvgSelector", "M70,100 L350,100 L350,200 L70,210 Z"),
        ([[0, 0], [1, 1], [0, 1]], "SvgSelector", "M0,0 L700,1000 L0,1000 Z"),
        ([[0.1, 0.1], [0.5, 0.5], [0.5, 0.1], [0.1, 0.5]], "SvgSelector", "M70,100 L350,500 L350,100 L70,500 Z"),
    ],
)
def test_a_box_is_a_box_and_any_other_region_an_outline(client, polygon, selector, value):
    edition = make_paper(1)
    article = edition.articles.get(number=2)
    article.regions.all().delete()
    make_region(article, polygon)
    (found,) = [
        each["target"]["selector"] for each in annotations(given(client, MANIFEST), "A02") if "/A02/2/r" in each["id"]
    ]
    outline = f'<svg xmlns="http://www.w3.org/2000/svg" width="700" height="1000"><path d="{value}"/></svg>'
    assert (found["type"], found["value"]) == (selector, outline if selector == "SvgSelector" else value)


def test_jumps_lead_from_region_to_region_both_ways(client):
    """The fourth article continues the first, which itself runs over to the second page."""
    edition = make_paper(2)
    document = given(client, MANIFEST)
    front, inside = f"{DAY}/A01/canvas", f"{DAY}/A02/canvas"
    assert jumps(document, "A01") == [("转A02版", inside), ("转A02版", inside)]
    assert jumps(document, "A02") == [("上接A01版", front), ("上接A01版", front)]
    edition.articles.filter(number=4).update(kind="teaser")
    document = given(client, MANIFEST)
    assert jumps(document, "A01") == [("转A02版", inside)]
    assert jumps(document, "A02") == [("上接A01版", front), ("详见A01版", front)]


def test_an_article_that_runs_over_is_one_range_of_several_pages(client):
    make_paper(1)
    lead = given(client, MANIFEST)["structures"][0]["items"][1]
    assert [(part["source"], part["selector"]["value"]) for part in lead["items"]] == [
        (f"{DAY}/A01/canvas", "xywh=70,50,280,50"),
        (f"{DAY}/A02/canvas", "xywh=420,50,210,450"),
    ]


def test_a_region_on_a_page_of_another_edition_lies_on_nothing_here(client):
    article = make_article()
    make_region(article, page=make_page(make_edition(on=date(2024, 3, 2)), "B09"))
    document = given(client, TEXT_ONLY)
    assert (annotations(document, "A01"), article.page.number) == ([], "A01")
    assert "B09" not in json.dumps(document)


def test_an_article_without_a_region_is_in_the_contents_by_its_page(client):
    page = make_page()
    make_article(page, "没有热区")
    teaser = make_article(page, "导读", kind="teaser")
    teaser.continues = make_article(make_page(page.edition, "A02"), "正文")
    teaser.save()
    document = given(client, "/morning/2024-03-01/manifest.json")
    canvas = f"{SITE}/morning/2024-03-01/A01/canvas"
    assert document["structures"][0]["items"][1]["items"] == [{"id": canvas, "type": "Canvas"}]
    (link,) = annotations(document, "A01")
    assert (link["target"], jumps(document, "A01")) == (
        canvas,
        [("详见A02版", f"{SITE}/morning/2024-03-01/A02/canvas")],
    )


def test_a_page_without_a_picture_keeps_its_place(client):
    edition = make_edition()
    make_page(edition, "1")
    assert [(each["width"], each["height"], each["items"]) for each in given(client, TEXT_ONLY)["items"]] == [
        (390, 543, [])
    ]
    page = make_page(edition, "2")
    page.facsimile.save("page.jpg", ContentFile(picture(70, 100)), save=True)
    canvases = given(client, TEXT_ONLY)["items"]
    assert [(each["width"], each["height"], len(each["items"])) for each in canvases] == [(70, 100, 0), (70, 100, 1)]


def test_an_edition_without_a_page_has_no_manifest_and_stands_in_no_collection(client):
    make_edition()
    assert client.get(TEXT_ONLY).status_code == 404
    assert given(client, "/morning/2024/collection.json")["items"] == []
    assert not look(client, "/morning/2024-03-01/").css("link[href$='manifest.json']")


@pytest.mark.parametrize(
    ("numbers", "turned"),
    [
        (["A01", "A02", "A03", "A04"], "paged"),
        (["A01", "A02", "B01", "B02"], "paged"),
        (["A01", "A02", "A03", "A04", "B05", "B06", "B07", "B08"], "paged"),
        (["1", "2"], "paged"),
        (["01"], "individuals"),
        (["A01", "A02", "A03"], "individuals"),
        (["A01", "A02", "A04", "A05"], "individuals"),
        (["A02", "A03"], "individuals"),
        (["A01", "B01"], "individuals"),
        (["特刊", "1", "2"], "individuals"),
    ],
)
def test_pages_are_turned_as_spreads_where_they_are_whole_sheets(numbers, turned):
    assert behavior(numbers) == turned


def test_a_combined_issue_and_an_extra_edition_and_a_page_named_in_han(client):
    paper = make_publication(copyright="晨报社版权所有", home_page="https://paper.example.com/晨报/")
    make_page(make_edition(paper, date(1949, 12, 31), through=date(1950, 1, 2)), "甲1")
    make_page(make_edition(paper, date(1949, 12, 31), label="extra"), "1")
    document = given(client, "/morning/1949-12-31/manifest.json")
    assert document["metadata"][1]["value"] == {"none": ["1949-12-31/1950-01-02"]}
    assert document["label"]["zh-Hans"] == ["晨报 1949年12月31日 星期六至1950年1月2日 星期一（合刊）"]
    assert [each["id"] for each in document["partOf"]] == [
        f"{SITE}/morning/1949/collection.json",
        f"{SITE}/morning/1950/collection.json",
    ]
    assert document["items"][0]["id"] == f"{SITE}/morning/1949-12-31/{quote('甲1')}/canvas"
    assert document["requiredStatement"]["value"] == {"zh-Hans": ["晨报社版权所有"]}
    assert document["provider"][0]["homepage"][0]["id"] == f"https://paper.example.com/{quote('晨报')}/"
    extra = given(client, "/morning/1949-12-31.extra/manifest.json")
    assert extra["label"] == written("晨报 1949年12月31日 星期六 号外", extra["label"]["en"][0])
    reply = client.get("/morning/1950-01-01/manifest.json")
    assert (reply.status_code, reply["Location"]) == (301, "/morning/1949-12-31/manifest.json")
    # A viewer on another site is let through a redirect only if this says so too.
    assert reply["Access-Control-Allow-Origin"] == "*"
    of_years = [given(client, f"/morning/{year}/collection.json")["items"] for year in (1949, 1950)]
    assert [[each["id"] for each in items] for items in of_years] == [
        [f"{SITE}/morning/1949-12-31/manifest.json", f"{SITE}/morning/1949-12-31.extra/manifest.json"],
        [f"{SITE}/morning/1949-12-31/manifest.json"],
    ]
    years = given(client, "/morning/collection.json")["items"]
    assert years == [
        {
            "id": f"{SITE}/morning/{year}/collection.json",
            "type": "Collection",
            "label": {"zh-Hans": [f"晨报 {year}"]},
        }
        for year in (1949, 1950)
    ]


def test_pages_lead_to_what_viewers_read(client):
    make_paper(1)
    led = {
        "/morning/2024-03-05/": [MANIFEST, "/morning/collection.json"],
        "/morning/2024-03-05/A01/": [MANIFEST],
        "/morning/2024-03-05/A01/1/": [MANIFEST],
        "/morning/calendar/2024/": ["/morning/2024/collection.json"],
    }
    kind = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
    for address, expected in led.items():
        for prefix in ("", "/en"):
            tree = look(client, prefix + address)
            assert links(tree, "link[title=IIIF]") == expected
            assert {node.attributes["type"] for node in tree.css("link[title=IIIF]")} == {kind}
    assert [client.get(address).status_code for expected in led.values() for address in expected] == [200] * 5


# What readers may not see


def make_marked(**fields):
    """A page with a picture, a PDF and two articles, each with a region; the second is the secret one."""
    page = make_page()
    page.facsimile.save("page.jpg", ContentFile(picture(400, 600, "#ffffff")), save=True)
    page.pdf.save("page.pdf", ContentFile(b"%PDF-1.4"), save=True)
    shown, secret = make_article(page, "公开的标题"), make_article(page, "秘密的标题", body="<p>秘密。</p>", **fields)
    make_region(shown, [[0.1, 0.1], [0.4, 0.1], [0.4, 0.4], [0.1, 0.4]])
    make_region(secret, [[0.6, 0.6], [0.9, 0.6], [0.9, 0.9], [0.6, 0.9]])
    shown.continues = secret
    shown.save()
    return shown, secret


@pytest.mark.parametrize("fields", [{"approved": False}, {"embargo": TOMORROW}])
def test_an_article_that_is_not_public_is_not_in_the_manifest(client, fields):
    make_marked(**fields)
    document = given(client, TEXT_ONLY)
    assert "秘密" not in json.dumps(document, ensure_ascii=False)
    assert "/A01/2" not in json.dumps(document)
    assert list(regions(document, "A01")) == [f"{SITE}/morning/2024-03-01/A01/1/regions/1"]
    assert jumps(document, "A01") == []


@pytest.mark.parametrize("with_region", [True, False])
def test_what_is_withdrawn_is_covered_or_withheld_in_the_manifest(
    client, django_capture_on_commit_callbacks, with_region
):
    _shown, secret = make_marked()
    if not with_region:
        secret.regions.all().delete()
    page, was = secret.page, secret.page.facsimile.name
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(secret, "有误。", "本报撤回此稿。", by=make_staff("duty", "值班总编"))
    page.refresh_from_db()
    text = json.dumps(document := given(client, TEXT_ONLY), ensure_ascii=False)
    for hidden in ("秘密", "page.pdf", "edition.pdf", was, page.facsimile.name, "/A01/2"):
        assert hidden not in text, hidden
    painted = [each["body"]["id"] for each in document["items"][0]["items"][0]["items"]] if with_region else []
    assert painted == ([f"{SITE}/media/{page.masked.name}/640.jpg"] if with_region else [])
    assert ("thumbnail" in document, document["items"][0]["width"]) == (with_region, 400)
    for address in ("/morning/collection.json", "/morning/2024/collection.json"):
        assert page.facsimile.name not in json.dumps(given(client, address))


def test_an_edition_that_is_not_public_is_in_nothing(client):
    make_page(make_edition(on=date(2024, 2, 1)))
    edition = make_edition(on=date(2023, 3, 1), public=False)
    make_page(edition)
    assert client.get("/morning/2023-03-01/manifest.json").status_code == 404
    assert client.get("/morning/2023/collection.json").status_code == 404
    assert "2023" not in json.dumps(given(client, "/morning/collection.json"))
    edition.sign_off()
    edition.withdrawn_at, edition.withdrawal_notice = timezone.now(), "本期因故撤回。"
    edition.save()
    reply = client.get("/morning/2023-03-01/manifest.json")
    assert (reply.status_code, reply["Access-Control-Allow-Origin"]) == (410, "*")
    assert "2023" not in json.dumps(given(client, "/morning/collection.json"))
    make_publication("evening", "晚报")
    assert client.get("/evening/collection.json").status_code == 404


# The rules themselves


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (lambda document: document.pop("label"), "document: a Manifest has no label"),
        (lambda document: document.update(title="晨报"), "document: a Manifest may not have title"),
        (lambda document: document.update(label="晨报"), "document.label is no language map: '晨报'"),
        (lambda document: document["label"].update(en="晨报"), "document.label: '晨报' is no list of texts"),
        (lambda document: document["label"].update({"中文": ["晨报"]}), "document.label: '中文' is no language"),
        (lambda document: document.update(id="/manifest.json"), "document: the id '/manifest.json' is no HTTP(S) URI"),
        (lambda document: document.update(items=[]), "document: items is empty"),
        (lambda document: document.update(navDate="2024-03-05"), "document: navDate is 2024-03-05"),
        (lambda document: document.update(behavior=["sequence"]), "document: a Manifest cannot be sequence"),
        (lambda document: document["items"][0].update(width=0), "document.items[0]: width is 0"),
        (lambda document: document["items"][0].update(height=1.5), "document.items[0]: height is 1.5"),
        (
            lambda document: document["items"][0].update(id=document["items"][1]["id"]),
            f"{DAY}/A02/canvas is the id of 2 resources",
        ),
        (
            lambda document: document["items"][0]["rendering"][0].pop("label"),
            "document.items[0].rendering.label is no language map: None",
        ),
        (
            lambda document: document["items"][0]["annotations"][0]["items"][0].update(motivation="painting"),
            "document.items[0].annotations: an annotation of painting stands in the wrong list",
        ),
        (
            lambda document: document["items"][0]["annotations"][0]["items"][0]["target"]["selector"].update(
                value="xywh=600,50,280,50"
            ),
            f"document.items[0].annotations: xywh=600,50,280,50 is no part of {DAY}/A01/canvas",
        ),
        (
            lambda document: document["items"][0]["items"][0]["items"][0]["body"].update(height=700),
            "document.items[0].items: a picture has not the shape of its canvas",
        ),
        (
            lambda document: document["structures"][0]["items"][0].update(id=f"{DAY}/A09/canvas"),
            f"document.structures[0]: there is no canvas {DAY}/A09/canvas",
        ),
    ],
)
def test_the_rules_name_what_breaks_them(client, breaks, said):
    make_paper(1)
    document = copy.deepcopy(given(client, MANIFEST))
    breaks(document)
    assert said in broken(document)
