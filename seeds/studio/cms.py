"""What a content file says of the old publishing system: its numbers, and where its files differ from the print.

Each of these is a table `cms` in the content: of a page, of an article, of a photo. What is left out is as printed.
"""

from dataclasses import dataclass, fields

KEPT = ("whole", "navigation", "nothing")
DEFECTS = {
    "doubled": "the text stands there twice",
    "doubled-body-tag": "a second <body> within the first",
    "empty": "empty paragraphs before, between and after the others",
    "newlines": "white space and line ends after the title",
    "repeated-points": "an outline that names a point three times, and its first one again at its end",
    "script": "a script and an onclick within the text",
    "spaces": "runs of no-break spaces for the indent",
    "unclosed": "paragraphs, cells and the text itself are never closed",
}


@dataclass(frozen=True)
class PageFile:
    """A page as the system kept it; `masthead` is the number of the slot in which the paper's own head is linked."""

    node: str = ""
    name: str = ""
    kept: str = "whole"
    masthead: str = ""
    today: tuple[str, ...] = ()
    scripted_titles: bool = False
    doubled_body_tag: bool = False
    sized: bool = False
    pdf: bool = False


@dataclass(frozen=True)
class ArticleFile:
    """An article as the system kept it.

    `author` is what the author field holds (None: the byline, or nothing where `in_body` has it), `in_body` the byline
    as it stands in the text, `credited` whom a sentence of the text names, `closing` a last paragraph that belongs to
    the pictures, `mark` what composing left behind the text, `twin` whether picture and text are areas of their own.
    """

    id: str = ""
    title: str = ""
    author: str | None = None
    in_body: str = ""
    credited: str = ""
    closing: str = ""
    mark: str = ""
    twin: bool = False
    unlisted: bool = False
    only_pad: bool = False
    charset: str = "gb2312"
    stored: str = "gb18030"
    defects: tuple[str, ...] = ()


@dataclass(frozen=True)
class PhotoFile:
    """A picture as the system kept it: its caption where it is not the printed one, and the credit found elsewhere."""

    caption: str | None = None
    credit: str = ""
    file: str = ""


def read_cms(kind: type, raw: dict, refuse) -> PageFile | ArticleFile | PhotoFile:
    """The record of `kind` that a table `cms` describes; `refuse(sentence)` raises."""
    known = {field.name for field in fields(kind)}
    for name in raw:
        if name not in known:
            refuse(f"cms has an unknown key {name}; known are {', '.join(sorted(known))}")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    for defect in values.get("defects", ()):
        if defect not in DEFECTS:
            refuse(f"no defect is called {defect}; there are {', '.join(DEFECTS)}")
    if values.get("kept", "whole") not in KEPT:
        refuse(f"kept is one of {', '.join(KEPT)}, not {values['kept']}")
    return kind(**values)
