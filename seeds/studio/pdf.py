"""Makes Chromium's PDFs smaller without changing what they show.

Chromium draws every Chinese sign of an OpenType font as a little content stream of its own (a Type 3 font). Here
the signs of each typeface become one compact font program (CFF), and small objects go into object streams.
"""

import re
import struct
import zlib
from collections import defaultdict

STREAM = re.compile(rb"^(<<.*?/Length (\d+).*?>>)\s*stream\r?\n", re.DOTALL)
OPENING = re.compile(rb"(\d+) 0 obj\s")
STANDARD_STRINGS = 391  # CFF numbers its own strings first


def compact(pdf: bytes) -> bytes:
    """The same PDF, smaller."""
    objects = split(pdf)
    trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.DOTALL)
    root = re.search(rb"/Root (\d+) 0 R", trailer[1])[1]
    info = re.search(rb"/Info (\d+) 0 R", trailer[1])
    if info:
        # The hour of making would differ every time.
        number = int(info[1])
        objects[number] = re.sub(rb"/(?:CreationDate|ModDate) \([^)]*\)\s*", b"", objects[number])
    gather_fonts(objects)
    return write(objects, root, info[1] if info else None)


def split(pdf: bytes) -> dict[int, bytes]:
    """The PDF's objects by number; streams are stepped over by their length, so that their bytes cannot mislead."""
    objects, position = {}, 0
    while match := OPENING.search(pdf, position):
        start = match.end()
        stream = STREAM.match(pdf[start : start + 4000])
        end_of_dictionary = pdf.find(b"endobj", start)
        if stream and start + stream.end() <= end_of_dictionary:
            position = pdf.index(b"endobj", start + stream.end() + int(stream[2]))
        else:
            position = end_of_dictionary
        objects[int(match[1])] = pdf[start:position].strip()
    return objects


def stream_data(body: bytes) -> bytes:
    """What a stream holds, unpacked."""
    head = STREAM.match(body)
    raw = body[head.end() : head.end() + int(head[2])]
    return zlib.decompress(raw) if b"FlateDecode" in head[1] else raw


def packed_stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


# Fonts ------------------------------------------------------------------------------------------------------


def gather_fonts(objects: dict[int, bytes]) -> None:
    """Turns the Type 3 fonts into simple fonts that share one font program per typeface."""
    faces = defaultdict(list)
    for number, body in objects.items():
        if b"/Subtype /Type3" in body[:200] and (descriptor := re.search(rb"/FontDescriptor (\d+) 0 R", body)):
            faces[int(descriptor[1])].append(number)
    count = 0
    for _, numbers in sorted(faces.items()):
        fonts = {number: simple_font(objects, number) for number in numbers}
        if None in fonts.values():
            continue  # something other than plain outlines: left as it is
        for group in agreeing(fonts):
            share_program(objects, {number: fonts[number] for number in group}, count)
            count += 1


def agreeing(fonts: dict[int, dict]) -> list[list[int]]:
    """Groups of fonts that draw the same glyph alike: text with a stroke around it has the names of plain text."""
    groups: list[tuple[list[int], dict[bytes, bytes]]] = []
    for number, font in fonts.items():
        for members, known in groups:
            if all(known.get(name, outline) == outline for name, outline in font["glyphs"].items()):
                members.append(number)
                known.update(font["glyphs"])
                break
        else:
            groups.append(([number], dict(font["glyphs"])))
    return [members for members, _ in groups]


def share_program(objects: dict[int, bytes], fonts: dict[int, dict], count: int) -> None:
    """Gives these fonts one font program and one descriptor between them."""
    name = b"%sAAAA+Face%d" % (bytes((65 + count // 26, 65 + count % 26)), count)
    glyphs = {name: outline for font in fonts.values() for name, outline in font["glyphs"].items()}
    program = max(objects) + 1
    descriptor = program + 1
    objects[program] = packed_stream(font_program(name, glyphs), b"/Subtype /Type1C ")
    objects[descriptor] = (
        b"<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-200 -300 1200 1000] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 733 /StemV 80 /FontFile3 %d 0 R>>" % (name, program)
    )
    for number, font in fonts.items():
        objects[number] = (
            b"<</Type /Font /Subtype /Type1 /BaseFont /%s /FirstChar %d /LastChar %d /Widths [%s] "
            b"/Encoding <</Type /Encoding /Differences [%s]>> /FontDescriptor %d 0 R /ToUnicode %d 0 R>>"
            % (name, font["first"], font["last"], font["widths"], font["differences"], descriptor, font["unicode"])
        )
        objects[font["unicode"]] = packed_stream(plain_map(stream_data(objects[font["unicode"]])))
        for stream in font["streams"]:
            objects.pop(stream, None)


def simple_font(objects: dict[int, bytes], number: int) -> dict | None:
    """What a simple font needs from a Type 3 font, or None when a glyph is more than an outline."""
    body = objects[number]
    matrix = [float(value) for value in re.search(rb"/FontMatrix \[(.*?)\]", body)[1].split()]
    if abs(matrix[0] - 0.001) > 1e-6 or abs(matrix[3] + 0.001) > 1e-6:
        return None
    procedures = re.search(rb"/CharProcs <<(.*?)>>", body, re.DOTALL)[1]
    streams = {name: int(stream) for name, stream in re.findall(rb"/(\w+) (\d+) 0 R", procedures)}
    glyphs = {}
    for name, stream in streams.items():
        outline = charstring(stream_data(objects[stream]))
        if outline is None:
            return None
        glyphs[name] = outline
    code, parts = 0, []
    for token in re.search(rb"/Differences \[(.*?)\]", body, re.DOTALL)[1].split():
        if token.startswith(b"/"):
            if token != b"/g0":
                parts.append(b"%d %s" % (code, token))
            code += 1
        else:
            code = int(token)
    return {
        "glyphs": glyphs,
        "streams": list(streams.values()),
        "first": int(re.search(rb"/FirstChar (\d+)", body)[1]),
        "last": int(re.search(rb"/LastChar (\d+)", body)[1]),
        "widths": re.search(rb"/Widths \[(.*?)\]", body, re.DOTALL)[1],
        "differences": b" ".join(parts),
        "unicode": int(re.search(rb"/ToUnicode (\d+) 0 R", body)[1]),
    }


def plain_map(text: bytes) -> bytes:
    """A ToUnicode map without the ceremony around it."""
    ranges = re.findall(rb"\d+ beginbf(?:char|range).*?endbf(?:char|range)", text, re.DOTALL)
    return (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/U def/CMapType 2 def\n"
        b"1 begincodespacerange<00><ff>endcodespacerange\n%s\nendcmap end end" % b"\n".join(ranges)
    )


def charstring(procedure: bytes) -> bytes | None:
    """A glyph procedure as a Type 2 charstring; None when it does more than fill an outline."""
    tokens = procedure.split()
    stack: list[int] = []
    output = bytearray()
    pending: list[int] = []
    pending_operator = 0
    x = y = 0
    width = 1000
    moved = False

    def flush() -> None:
        nonlocal pending_operator
        if pending:
            output.extend(b"".join(number(value) for value in pending))
            output.append(pending_operator)
            pending.clear()
        pending_operator = 0

    def draw(operator: int, values: list[int]) -> None:
        nonlocal pending_operator
        if operator != pending_operator or len(pending) + len(values) > 46:
            flush()
        pending_operator = operator
        pending.extend(values)

    for token in tokens:
        if re.fullmatch(rb"-?\d*\.?\d+", token):
            stack.append(round(float(token)))  # a thousandth of the type size is finer than any press
            continue
        if token == b"d1":
            width = stack[0]
        elif token == b"m":
            flush()
            output += (b"" if moved else number(width)) + number(stack[0] - x) + number(y - stack[1]) + b"\x15"
            x, y, moved = stack[0], stack[1], True
        elif token == b"l":
            draw(5, [stack[0] - x, y - stack[1]])
            x, y = stack
        elif token in (b"c", b"v", b"y"):
            points = {b"c": stack, b"v": [x, y, *stack], b"y": [*stack, *stack[-2:]]}[token]
            x1, y1, x2, y2, x3, y3 = points
            draw(8, [x1 - x, y - y1, x2 - x1, y1 - y2, x3 - x2, y2 - y3])
            x, y = x3, y3
        elif token not in (b"h", b"f", b"f*"):
            return None
        stack = []
    flush()
    return bytes(output) + (b"" if moved else number(width)) + b"\x0e"


def number(value: int) -> bytes:
    """An integer as charstrings write it."""
    if -107 <= value <= 107:
        return bytes((value + 139,))
    if 108 <= value <= 1131:
        return bytes(((value - 108) // 256 + 247, (value - 108) % 256))
    if -1131 <= value <= -108:
        return bytes(((-value - 108) // 256 + 251, (-value - 108) % 256))
    return b"\x1c" + struct.pack(">h", value)


def font_program(name: bytes, glyphs: dict[bytes, bytes]) -> bytes:
    """A CFF font of these glyphs."""
    empty = number(1000) + b"\x0e"
    names = sorted(key for key in glyphs if key != b"g0")
    outlines = [glyphs.get(b"g0", empty), *(glyphs[key] for key in names)]
    header = b"\x01\x00\x04\x04"
    start = header + index([name])
    strings = index(names) + index([])
    charset = b"\x00" + b"".join(struct.pack(">H", STANDARD_STRINGS + place) for place in range(len(names)))
    charstrings = index(outlines)
    private = number(0) + b"\x14" + number(0) + b"\x15"  # defaultWidthX and nominalWidthX

    def top(charset_at: int, charstrings_at: int, private_at: int) -> bytes:
        offsets = (charset_at, b"\x0f"), (charstrings_at, b"\x11")
        entries = b"".join(b"\x1d" + struct.pack(">i", at) + operator for at, operator in offsets)
        return index([entries + number(len(private)) + b"\x1d" + struct.pack(">i", private_at) + b"\x12"])

    charset_at = len(start) + len(top(0, 0, 0)) + len(strings)
    charstrings_at = charset_at + len(charset)
    private_at = charstrings_at + len(charstrings)
    return start + top(charset_at, charstrings_at, private_at) + strings + charset + charstrings + private


def index(items: list[bytes]) -> bytes:
    """A CFF INDEX."""
    if not items:
        return b"\x00\x00"
    offsets, at = [1], 1
    for item in items:
        at += len(item)
        offsets.append(at)
    return struct.pack(">HB", len(items), 4) + b"".join(struct.pack(">I", o) for o in offsets) + b"".join(items)


# The file ---------------------------------------------------------------------------------------------------


def write(objects: dict[int, bytes], root: bytes, info: bytes | None) -> bytes:
    """A PDF of these objects, all that are no streams packed into object streams."""
    output = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, tuple[int, int, int]] = {}

    def put(number: int, body: bytes) -> None:
        places[number] = (1, len(output), 0)
        output.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    loose = {number: body for number, body in objects.items() if not STREAM.match(body)}
    for number, body in objects.items():
        if number not in loose:
            put(number, body)
    next_number = max(objects) + 1
    numbers = sorted(loose)
    for start in range(0, len(numbers), 400):
        group = numbers[start : start + 400]
        table, content = [], bytearray()
        for position, number in enumerate(group):
            table.append(b"%d %d" % (number, len(content)))
            content += loose[number] + b"\n"
            places[number] = (2, next_number, position)
        header = b" ".join(table) + b"\n"
        entries = b"/Type /ObjStm /N %d /First %d " % (len(group), len(header))
        put(next_number, packed_stream(header + bytes(content), entries))
        next_number += 1
    places[next_number] = (1, len(output), 0)
    rows = b"".join(
        struct.pack(">BIH", *places.get(number, (0, 0, 65535 if number == 0 else 0)))
        for number in range(next_number + 1)
    )
    entries = b"/Type /XRef /Size %d /W [1 4 2] /Root %s 0 R " % (next_number + 1, root)
    if info:
        entries += b"/Info %s 0 R " % info
    start = len(output)
    output += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (next_number, packed_stream(rows, entries), start)
    return bytes(output)
