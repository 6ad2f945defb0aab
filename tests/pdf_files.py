"""PDFs as layout programs write them, so far as tests look into them: pages of one colour each, in points."""

from io import BytesIO

import pikepdf

# A tabloid sheet (四开), 270 × 390 mm, in points.
TABLOID = (765.35, 1105.51)
COLOURS = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1), "white": (1, 1, 1)}


def pdf(*colours: str, size=TABLOID, encryption=None) -> bytes:
    """A PDF with a page of each colour."""
    out = BytesIO()
    with pikepdf.new() as made:
        for colour in colours or ("red",):
            page = made.add_blank_page(page_size=size)
            fill = " ".join(map(str, COLOURS[colour]))
            page.Contents = made.make_stream(f"{fill} rg 0 0 {size[0]} {size[1]} re f".encode())
        made.save(out, encryption=encryption if encryption is not None else False)
    return out.getvalue()


def colours_of(content: bytes) -> list[str]:
    """The colour of each page of a PDF, as it is drawn."""
    from editions import pdf_pages

    return [
        named(pdf_pages.draw(content, number, 20).getpixel((10, 10))) for number in range(len(pdf_pages.sizes(content)))
    ]


def named(pixel) -> str:
    """The nearest of the colours."""
    return min(COLOURS, key=lambda name: sum((a * 255 - b) ** 2 for a, b in zip(COLOURS[name], pixel[:3], strict=True)))
