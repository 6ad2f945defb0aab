"""What IIIF Presentation 3.0 asks of a manifest and a collection, as rules that a test can hold a document to.

Written from the specification (https://iiif.io/api/presentation/3.0/): its classes with the properties that each must
and may have, values, language maps, and what annotations may lie on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
EVERYWHERE = {
    "id", "type", "label", "metadata", "summary", "requiredStatement", "rights", "provider", "thumbnail", "homepage",
    "rendering", "seeAlso", "service", "partOf", "behavior",
}  # fmt: skip
MUST = {
    "Collection": {"id", "type", "label", "items"},
    "Manifest": {"id", "type", "label", "items"},
    "Canvas": {"id", "type", "width", "height", "items"},
    "AnnotationPage": {"id", "type", "items"},
    "Annotation": {"id", "type", "motivation", "body", "target"},
    "Range": {"id", "type", "items"},
}
MAY = {
    "Collection": EVERYWHERE | {"navDate", "viewingDirection", "items"},
    "Manifest": EVERYWHERE | {"navDate", "viewingDirection", "start", "services", "items", "structures", "annotations"},
    "Canvas": EVERYWHERE | {"navDate", "width", "height", "items", "annotations"},
    "AnnotationPage": EVERYWHERE | {"items"},
    "Annotation": EVERYWHERE | {"motivation", "body", "target"},
    "Range": EVERYWHERE | {"navDate", "viewingDirection", "start", "items", "annotations"},
}
# A Collection's and a Canvas's list may be empty, a Manifest's and a Range's may not.
MAY_BE_EMPTY = {"Collection", "Canvas"}
BEHAVIORS = {
    "Collection": {"unordered", "individuals", "continuous", "paged", "multi-part", "together"},
    "Manifest": {"unordered", "individuals", "continuous", "paged"},
    "Canvas": {"facing-pages", "non-paged"},
    "Range": {"sequence", "thumbnail-nav", "no-nav"},
}
HELD = {
    "Collection": {"Collection", "Manifest"},
    "Manifest": {"Canvas"},
    "Canvas": {"AnnotationPage"},
    "AnnotationPage": {"Annotation"},
    "Range": {"Range", "Canvas", "SpecificResource"},
}
LANGUAGE = re.compile(r"none|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def broken(document: dict) -> list[str]:
    """Every rule that a document breaks, each as a sentence with where; nothing for a good one."""
    return list(_rules(document))


def _rules(document: dict) -> Iterator[str]:
    if next(iter(document), "") != "@context" or document["@context"] != CONTEXT:
        yield "the document does not begin with the context of Presentation 3"
    canvases = {each["id"]: each for each in document["items"] if each.get("type") == "Canvas"}
    yield from _resource({name: value for name, value in document.items() if name != "@context"}, "document")
    for where, resource in _whole(document, "document"):
        yield from _lies(resource, canvases, where)
    ids = Counter(resource["id"] for _where, resource in _whole(document, "document") if "id" in resource)
    yield from (f"{name} is the id of {count} resources" for name, count in ids.items() if count > 1)


def _whole(resource: dict, where: str) -> Iterator[tuple[str, dict]]:
    """The resource, and all that are embedded in it; not those that it only refers to."""
    yield where, resource
    for name in ("items", "annotations", "structures"):
        for place, each in enumerate(resource.get(name, ())):
            is_reference = each["type"] in ("Collection", "Manifest", "Canvas") and "items" not in each
            if each["type"] in MUST and not is_reference:
                yield from _whole(each, f"{where}.{name}[{place}]")


def _resource(resource: dict, where: str) -> Iterator[str]:
    kind = resource.get("type")
    if kind not in MUST:
        yield f"{where}: {kind} is no class"
        return
    yield from (f"{where}: a {kind} has no {name}" for name in MUST[kind] - resource.keys())
    yield from (f"{where}: a {kind} may not have {name}" for name in resource.keys() - MAY[kind])
    yield from _id(resource, where)
    if kind == "Canvas" and "#" in resource.get("id", ""):
        yield f"{where}: the id of a Canvas has a fragment"
    for name in ("width", "height"):
        if name in resource and not _is_size(resource[name]):
            yield f"{where}: {name} is {resource[name]!r}"
    for name, value in resource.items():
        if value in (None, "", [], {}) and not (name == "items" and kind in MAY_BE_EMPTY):
            yield f"{where}: {name} is empty"
    yield from _description(resource, where)
    yield from _links(resource, where)
    unknown = set(resource.get("behavior", ())) - BEHAVIORS.get(kind, set())
    yield from (f"{where}: a {kind} cannot be {name}" for name in sorted(unknown))
    if "navDate" in resource and not DATE_TIME.fullmatch(resource["navDate"]):
        yield f"{where}: navDate is {resource['navDate']}"
    yield from _held(resource, where)


def _held(resource: dict, where: str) -> Iterator[str]:
    kind = resource["type"]
    lists = (("items", HELD.get(kind, set())), ("annotations", {"AnnotationPage"}), ("structures", {"Range"}))
    for name, allowed in lists:
        for place, each in enumerate(resource.get(name, ())):
            here = f"{where}.{name}[{place}]"
            if each.get("type") not in allowed:
                yield f"{here}: a {kind} holds no {each.get('type')}"
            elif each["type"] == "SpecificResource":
                continue
            elif "items" not in each and each["type"] != "Annotation":
                yield from _reference(each, here, with_label=kind == "Collection")
            else:
                yield from _resource(each, here)


def _reference(each: dict, where: str, with_label: bool) -> Iterator[str]:
    yield from _id(each, where)
    if with_label:
        yield from _language_map(each.get("label"), f"{where}.label")


def _id(resource: dict, where: str) -> Iterator[str]:
    name = resource.get("id", "")
    if not re.fullmatch(r"https?://[!-~]+", name):
        yield f"{where}: the id {name!r} is no HTTP(S) URI"


def _is_size(value) -> bool:
    return type(value) is int and value > 0


def _language_map(value, where: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{where} is no language map: {value!r}"
        return
    for language, texts in value.items():
        if not LANGUAGE.fullmatch(language):
            yield f"{where}: {language!r} is no language"
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text for text in texts):
            yield f"{where}: {texts!r} is no list of texts"


def _description(resource: dict, where: str) -> Iterator[str]:
    for name in ("label", "summary"):
        if name in resource:
            yield from _language_map(resource[name], f"{where}.{name}")
    statement = [resource["requiredStatement"]] if "requiredStatement" in resource else []
    for entry in [*resource.get("metadata", ()), *statement]:
        if entry.keys() != {"label", "value"}:
            yield f"{where}: an entry of metadata has {sorted(entry)}"
        for name, value in entry.items():
            yield from _language_map(value, f"{where}.metadata.{name}")


def _links(resource: dict, where: str) -> Iterator[str]:
    """Properties that lead to something outside the document."""
    for agent in resource.get("provider", ()):
        if agent.get("type") != "Agent":
            yield f"{where}.provider is no Agent"
        yield from _id(agent, f"{where}.provider")
        yield from _language_map(agent.get("label"), f"{where}.provider.label")
        yield from _links(agent, f"{where}.provider")
    for name in ("homepage", "rendering", "seeAlso", "thumbnail", "partOf"):
        for each in resource.get(name, ()):
            here = f"{where}.{name}"
            yield from _id(each, here)
            if not each.get("type"):
                yield f"{here} has no type"
            if name in ("homepage", "rendering"):
                yield from _language_map(each.get("label"), f"{here}.label")
            if name != "partOf" and not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", each.get("format", "")):
                yield f"{here}: its format is {each.get('format')!r}"
            languages = each.get("language", [])
            if not isinstance(languages, list) or not all(map(LANGUAGE.fullmatch, languages)):
                yield f"{here}: {languages!r} are no languages"


# What lies on what


def _lies(resource: dict, canvases: dict[str, dict], where: str) -> Iterator[str]:
    if resource["type"] == "Canvas":
        for name, is_painted in (("items", True), ("annotations", False)):
            for page in resource.get(name, ()):
                for annotation in page["items"]:
                    yield from _annotation(annotation, resource, canvases, is_painted, f"{where}.{name}")
    if resource["type"] == "Range":
        for each in resource["items"]:
            if each["type"] == "SpecificResource":
                yield from _part(each, canvases, where)
            elif each["type"] == "Canvas" and each["id"] not in canvases:
                yield f"{where}: there is no canvas {each['id']}"


def _annotation(annotation: dict, canvas: dict, canvases: dict, is_painted: bool, where: str) -> Iterator[str]:
    if (annotation["motivation"] == "painting") != is_painted:
        yield f"{where}: an annotation of {annotation['motivation']} stands in the wrong list"
    target = annotation["target"]
    if isinstance(target, str):
        if target != canvas["id"]:
            yield f"{where}: an annotation lies on {target}, and stands with {canvas['id']}"
    else:
        yield from _part(target, {canvas["id"]: canvas}, where)
    bodies = annotation["body"] if isinstance(annotation["body"], list) else [annotation["body"]]
    for body in bodies:
        if body.get("type") == "TextualBody":
            if not body.get("value"):
                yield f"{where}: a text has no value"
        elif body.get("type") == "SpecificResource":
            yield from _part(body, canvases, where)
        elif body.get("type") == "Canvas":
            if body["id"] not in canvases:
                yield f"{where}: there is no canvas {body['id']}"
        else:
            yield from _id(body, f"{where}.body")
            if is_painted:
                yield from _picture(body, canvas, where)


def _picture(body: dict, canvas: dict, where: str) -> Iterator[str]:
    """A picture has the shape of its canvas, within a pixel that rounding takes or gives."""
    for service in body.get("service", ()):
        yield from _id(service, f"{where}.service")
        if service.keys() != {"id", "type", "profile"} or not service["type"].startswith("ImageService"):
            yield f"{where}: a service is {service}"
    if body["type"] != "Image" or not (_is_size(body.get("width")) and _is_size(body.get("height"))):
        yield f"{where}: a picture is {body}"
    elif abs(canvas["height"] * body["width"] - canvas["width"] * body["height"]) > canvas["width"]:
        yield f"{where}: a picture has not the shape of its canvas"


def _part(part: dict, canvases: dict[str, dict], where: str) -> Iterator[str]:
    source = part["source"] if isinstance(part["source"], str) else part["source"]["id"]
    if source not in canvases:
        yield f"{where}: there is no canvas {source} here"
        return
    canvas, selector = canvases[source], part["selector"]
    if selector["type"] == "FragmentSelector":
        box = re.fullmatch(r"xywh=(\d+),(\d+),(\d+),(\d+)", selector["value"])
        left, top, width, height = map(int, box.groups()) if box else (0, 0, 0, 0)
        corners = [(left, top), (left + width, top + height)]
        is_part = width > 0 and height > 0
    elif selector["type"] == "SvgSelector":
        path = ElementTree.fromstring(selector["value"]).find("{http://www.w3.org/2000/svg}path")
        numbers = list(map(float, re.findall(r"-?[\d.]+(?:e-?\d+)?", path.get("d"))))
        corners = list(zip(numbers[::2], numbers[1::2], strict=True))
        is_part = len(set(corners)) >= 3
    else:
        yield f"{where}: {selector['type']} selects nothing here"
        return
    within = all(0 <= x <= canvas["width"] and 0 <= y <= canvas["height"] for x, y in corners)
    if not (is_part and within):
        yield f"{where}: {selector['value']} is no part of {source}"
