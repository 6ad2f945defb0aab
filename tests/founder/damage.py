"""What happens to files in twenty years: bytes that flip, copies that break off, pages put together wrongly."""

import re
from random import Random

JUNK = [
    b"\x00",
    b"\x00\x00\x00\x00",
    b"\xff\xfe",
    b"\xe7\xa0",  # two thirds of a character
    b"\x81\x30\x81",  # three quarters of one
    b"\xef\xbb\xbf",
    b"\x1b$B",
    b"&#0;",
    b"&#x0;&#xD800;",
    b"&#xFFFFFFFF;",
    b"&#128;&nbsp;&bogus;",
    b"<!--",
    b"-->",
    b"--!>",
    b"<![CDATA[",
    b"<!--enpcontent-->",
    b"<!--/enpcontent-->",
    b"<!--enpproperty <title>",
    b"/enpproperty-->",
    b'<script>document.write(view("',
    b"</script>",
    b"<script>drawLine(event.srcElement);</script>",
    b"<style>p{",
    b"<title>",
    b"<textarea>",
    b"<plaintext>",
    b"<svg><desc><p>",
    b"<template><p>",
    b"<frameset>",
    b"</body></html>",
    b"<body>",
    b"<table><tr>",
    b"<founder-content>",
    b"</founder-content>",
    b"<founder-title>",
    b'<area coords="1e309,-5,nan,99999999999999999999999,7" shape="poly" href="content_1.htm">',
    b'<area coords="" href="content_52001.htm">',
    b'<area coords="1,1,2,2" shape="rect" href="../../../../../etc/passwd">',
    b'<img src="../../../../../../etc/passwd" usemap="#PagePicMap" width="-1" height="0">',
    b'<img src="http://[::1" usemap=#x>',
    b'<a href="content_52001.htm">',
    b'<a id=pageLink href="node_2.htm">',
    b'<a id=pageLink href="./node_2.htm">\xe7\xac\xac\xef\xbc\x9f\xe7\x89\x88\xef\xbc\x9a</a>',
    b"<meta http-equiv=Content-Type content='text/html; charset=utf-16'>",
    b"<meta charset=idna>",
    b"<meta charset=rot13>",
    b"<founder-date>0000-00-00</founder-date>",
    b"<p>" * 200,
]
_TAGS = re.compile(rb"<[^<>]{1,200}>")
_VALUES = re.compile(rb"=\s*(\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)")


def flipped(data: bytes, random: Random) -> bytes:
    """Some bytes with one bit the other way round."""
    damaged = bytearray(data)
    for _time in range(random.randint(1, 8)):
        damaged[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def cut(data: bytes, random: Random) -> bytes:
    """A beginning only, or an end only."""
    place = random.randrange(len(data))
    return data[:place] if random.random() < 0.7 else data[place:]


def dropped(data: bytes, random: Random) -> bytes:
    """A slice is missing; of one byte often, which parts a character."""
    start = random.randrange(len(data))
    return data[:start] + data[start + random.choice([1, 1, 2, 30, 500, 5000]) :]


def doubled(data: bytes, random: Random) -> bytes:
    """A slice stands there twice."""
    start = random.randrange(len(data))
    end = start + random.choice([1, 30, 500, 5000, len(data)])
    return data[:end] + data[start:end] + data[end:]


def swapped(data: bytes, random: Random) -> bytes:
    """Two tags have changed places."""
    tags = list(_TAGS.finditer(data))
    if len(tags) < 2:
        return data
    first, second = sorted(random.sample(tags, 2), key=lambda tag: tag.start())
    between = data[first.end() : second.start()]
    return data[: first.start()] + second[0] + between + first[0] + data[second.end() :]


def littered(data: bytes, random: Random) -> bytes:
    """Something stands where it does not belong: between two tags, or anywhere."""
    tags = list(_TAGS.finditer(data))
    place = random.choice(tags).end() if tags and random.random() < 0.7 else random.randrange(len(data))
    return data[:place] + random.choice(JUNK) + data[place:]


def bloated(data: bytes, random: Random) -> bytes:
    """An attribute has a value of a hundred thousand characters."""
    values = list(_VALUES.finditer(data))
    if not values:
        return data
    value = random.choice(values)
    filling = random.choice([b"9", b"9,", b"../", b"A", b"%D4", "渡".encode()])
    return data[: value.start(1)] + b'"' + filling * (100_000 // len(filling)) + b'"' + data[value.end(1) :]


def nested(data: bytes, random: Random) -> bytes:
    """Thousands of elements within each other."""
    tags = list(_TAGS.finditer(data))
    place = random.choice(tags).end() if tags else 0
    element = random.choice(
        [b"<div>", b"<b>", b"<p><b>", b"<table><tr><td>", b"<ul><li>", b"<blockquote>", b"<a href=#>"]
    )
    return data[:place] + element * random.choice([50, 500, 3000]) + data[place:]


def emptied(data: bytes, random: Random) -> bytes:
    """Nothing is left, or white space."""
    return random.choice([b"", b" ", b"\r\n", b"\x00" * 512, b"\xef\xbb\xbf"])


DAMAGES = [flipped, cut, dropped, doubled, swapped, littered, littered, bloated, nested, emptied]


def damaged(data: bytes, seeds: list[int]) -> bytes:
    """The file after one mishap for each seed."""
    for seed in seeds:
        random = Random(seed)
        if data:
            data = random.choice(DAMAGES)(data, random)
    return data
