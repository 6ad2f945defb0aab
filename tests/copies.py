"""What word processors put on the clipboard, and the body that each copy becomes; see clipboard/README.md."""

from pathlib import Path

FOLDER = Path(__file__).parent / "clipboard"
COPIES = sorted(path.stem for path in FOLDER.glob("*.html"))


def copied(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text("utf-8")


def expected(name: str) -> str:
    return "".join((FOLDER / f"{name}.body").read_text("utf-8").splitlines())
