"""Makes the sample archives from the content files.

    python seeds/make_seeds.py                          every edition
    python seeds/make_seeds.py 2025-05-16               the editions of a day
    python seeds/make_seeds.py yanxi-evening            the editions of a paper
    python seeds/make_seeds.py --pictures               the drawn scenes alone, into a folder to look at

It needs what requirements-dev.txt names, a Chromium, and the fonts Noto Serif CJK SC and Noto Sans CJK SC.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright
from studio.archives import digest_of, edition_record, write_lines
from studio.content import ContentError, EditionCopy, read_all
from studio.founder import kept_pages, sheet_of
from studio.founder_classic import WIDTH as CLASSIC_WIDTH
from studio.founder_classic import write_classic
from studio.founder_expected import CLASSIC, NEW, write_expected
from studio.founder_new import WIDTH as NEW_WIDTH
from studio.founder_new import write_new
from studio.layout import LayoutError, Press
from studio.papers import PAPERS
from studio.pdf import compact
from studio.pictures import SCENES, draw_pictures, press_data
from studio.saved_text import saved_pages

# The end of the folder's name, the writer, the facsimile's width on a screen, where a reader finds things again.
FOUNDER = {
    "founder-classic": ("classic", write_classic, CLASSIC_WIDTH, CLASSIC),
    "founder-new": ("new", write_new, NEW_WIDTH, NEW),
}
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")


class SeedsError(Exception):
    """The archives cannot be made; the message says why."""


def main() -> int:
    options = arguments()
    try:
        check_fonts()
        editions = read_all(HERE / "content", set(SCENES))
        wanted = [edition for edition in editions if chosen(edition, options.editions)]
        if not wanted:
            raise SeedsError(f"No edition is called {' or '.join(options.editions)}.")
        with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
            browser = open_browser(playwright)
            try:
                kept_as_records = [edition for edition in editions if edition.archive == "records"]
                pictures = draw_pictures(browser, Path(folder), press_data(kept_as_records, PAPERS))
                if options.pictures:
                    shutil.copytree(folder, options.pictures, dirs_exist_ok=True)
                    return 0
                make(wanted, editions, pictures, Press(browser, Path(folder), pictures), options.expected)
            finally:
                browser.close()
    except (ContentError, LayoutError, SeedsError) as error:
        print(f"make_seeds: {error}", file=sys.stderr)
        return 1
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "editions", nargs="*", help="dates, dates with label, or slugs of papers; all when none is given"
    )
    parser.add_argument(
        "--expected", metavar="FOLDER", type=Path, help="also write what is to be read from the Founder archives"
    )
    parser.add_argument("--pictures", metavar="FOLDER", help="only draw the scenes, into this folder")
    return parser.parse_args()


def chosen(edition: EditionCopy, names: list[str]) -> bool:
    own = {edition.slug, edition.date.isoformat(), edition.key, f"{edition.slug}/{edition.key}"}
    return not names or bool(own & set(names))


def check_fonts() -> None:
    if not shutil.which("fc-list"):
        return
    known = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    for font in FONTS:
        if font not in known:
            raise SeedsError(f"The font {font} is not installed; Debian has it in the package fonts-noto-cjk.")


def open_browser(playwright):
    """The system's Chromium, or else the one that playwright has installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--font-render-hinting=none"])
    except BrowserError as error:
        reason = str(error).splitlines()[0]
        raise SeedsError(f"No Chromium could be started ({reason}); install chromium.") from error


def make(wanted: list[EditionCopy], editions: list[EditionCopy], pictures, press: Press, expected: Path | None) -> None:
    """Prints the wanted editions and writes their archives; into `expected` what is to be read from some of them."""
    records: dict[str, list] = {}
    founder: dict[str, list] = {}
    for edition in wanted:
        paper = PAPERS.get(edition.slug)
        if paper is None:
            raise SeedsError(f"{edition.path.name}: no paper is called {edition.slug}.")
        if edition.archive == "saved-text":
            write_saved_text(edition, paper)
            continue
        if edition.archive in FOUNDER:
            founder.setdefault(edition.archive, []).append(write_founder(edition, paper, pictures, press))
            continue
        media = HERE / edition.slug / "editions.jsonl.media"
        folder = media / edition.key
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        photo_files = place_photos(edition, editions, pictures, media)
        printed = {}
        for page in edition.pages:
            sheet = press.print_page(edition, page, paper)
            printed[page.number] = sheet
            (folder / f"{page.number}.jpg").write_bytes(sheet.facsimile)
            (folder / f"{page.number}.pdf").write_bytes(compact(sheet.pdf))
            sizes = [(folder / f"{page.number}.{kind}").stat().st_size // 1000 for kind in ("jpg", "pdf")]
            remarks = f"; {'; '.join(sheet.remarks)}" if sheet.remarks else ""
            print(
                f"{edition.slug} {edition.key} {page.number}: {len(page.articles)} articles, type {sheet.size:.1f} pt, "
                f"facsimile {sizes[0]} kB, PDF {sizes[1]} kB{remarks}",
                flush=True,
            )
        records.setdefault(edition.slug, []).append(edition_record(edition, paper, printed, photo_files))
    for slug, made in records.items():
        write_lines(HERE / slug / "editions.jsonl", made)
    if expected:
        for archive, made in founder.items():
            write_expected(expected / f"{archive.replace('-', '_')}.json", made)


def place_photos(
    edition: EditionCopy, editions: list[EditionCopy], pictures, media: Path
) -> dict[str, tuple[str, str]]:
    """Puts the edition's pictures beside its archive: each in the folder of the day that used it first."""
    files = {}
    for article in edition.articles:
        for photo in article.photos:
            if photo.picture and photo.picture not in files:
                first = next(
                    other
                    for other in editions
                    if other.slug == edition.slug
                    and other.archive == "records"
                    and any(use.picture == photo.picture for copy in other.articles for use in copy.photos)
                )
                path = media / first.key / f"{photo.picture}.jpg"
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(pictures[photo.picture], path)
                files[photo.picture] = (f"{first.key}/{photo.picture}.jpg", digest_of(path))
    return files


def write_founder(edition: EditionCopy, paper, pictures: dict[str, Path], press: Press) -> tuple:
    """Prints what was kept of an edition and writes its tree; the edition with its sheets."""
    folder, write, width, archived = FOUNDER[edition.archive]
    sheets = {}
    for page in kept_pages(edition):
        printed = press.print_page(edition, page, paper)
        sheets[page.number] = sheet_of(page, printed, compact(printed.pdf) if page.cms.pdf else b"", width)
        remarks = f"; {'; '.join(printed.remarks)}" if printed.remarks else ""
        print(f"{edition.slug} {edition.key} {page.number}: type {printed.size:.1f} pt{remarks}", flush=True)
    target = HERE / f"{edition.slug}-{folder}"
    names = write(target, edition, paper, sheets, pictures)
    size = sum((target / name).stat().st_size for name in names) // 1000
    print(f"{target.name} {edition.key}: {len(names)} files, {size} kB")
    return edition, paper, sheets, archived


def write_saved_text(edition: EditionCopy, paper) -> None:
    folder = HERE / f"{edition.slug}-saved-text"
    folder.mkdir(exist_ok=True)
    for old in folder.glob(f"{edition.key}_*.txt"):
        old.unlink()
    for name, text in saved_pages(edition, paper).items():
        (folder / name).write_text(text, encoding="utf-8")
        print(f"{folder.name} {name}")


if __name__ == "__main__":
    sys.exit(main())
