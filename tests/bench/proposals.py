"""How well and how fast regions are proposed, page by page; the reference is reading the text layers alone."""

import statistics
import time

from tests.proposed import pages, text_layers

# What counts as found, by intersection over union.
FOUND = 0.8


def measure() -> None:
    started = time.perf_counter()
    layers = sum(1 for _layer in text_layers())
    reading = time.perf_counter() - started
    started = time.perf_counter()
    found = list(pages())
    proposing = time.perf_counter() - started
    print(
        "\nProposed regions: articles found at an intersection over union of 0.8, and the least and middle of each page"
    )
    for name, shares in found:
        values = sorted(shares.values())
        hits = sum(value >= FOUND for value in values)
        print(f"  {name:40} {hits:2} of {len(values):2}   {values[0]:.2f}   {statistics.median(values):.2f}")
    values = [value for _name, shares in found for value in shares.values()]
    hits = sum(value >= FOUND for value in values)
    print(f"  {'all pages':40} {hits} of {len(values)}, {hits / len(values):.1%}")
    print(
        f"  {proposing / len(found) * 1000:.0f} ms a page, {proposing / reading:.1f} times reading its text layer alone"
        f" ({reading / layers * 1000:.0f} ms)"
    )
