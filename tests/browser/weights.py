"""What a reader's first visit loads and how much moves while it does: measured by the browser itself."""

from dataclasses import dataclass, field

# Counts what has moved without the reader's doing, as it is defined for Core Web Vitals.
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Visit:
    """Bytes by what they are (Document, Stylesheet, Script, Image), as sent; `shift` is the cumulative layout shift."""

    name: str
    sent: dict[str, int] = field(default_factory=dict)
    shift: float = 0.0

    @property
    def total(self) -> int:
        return sum(self.sent.values())

    def __str__(self):
        parts = ", ".join(f"{kind} {sent / 1000:.0f}" for kind, sent in self.sent.items())
        return f"{self.name}: {self.total / 1000:.0f} kB ({parts}), layout shift {self.shift:.3f}"


def visit(page, name: str, address: str) -> Visit:
    """Open an address for the first time, and wait until nothing more is loaded."""
    found, kinds = Visit(name), {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.responseReceived", lambda event: kinds.__setitem__(event["requestId"], event["type"]))

    def count(event):
        kind = kinds.get(event["requestId"], "Other")
        found.sent[kind] = found.sent.get(kind, 0) + event["encodedDataLength"]

    session.on("Network.loadingFinished", count)
    page.add_init_script(SHIFTS)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)
    found.shift = page.evaluate("shifts")
    return found
