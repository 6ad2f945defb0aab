"""What word processors put on the clipboard, and the body that each copy becomes; see clipboard/README.md."""

from pathlib import Path

FOLDER = Path(__file__).parent / "clipboard"
COPIES = sorted(path.stem for path in FOLDER.glob("*.html"))


def copied(name: str) -> str:
    """A whole copy; what its program puts before every one stands in a file of its own."""
    text = (FOLDER / f"{name}.html").read_text("utf-8")
    if text.startswith("<html"):
        return text
    return (FOLDER / f"{name.partition('-')[0]}.head").read_text("utf-8") + text


def expected(name: str) -> str:
    return "".join((FOLDER / f"{name}.body").read_text("utf-8").splitlines())
