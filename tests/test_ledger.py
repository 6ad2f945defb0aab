"""What a run remembers on disk is what it was told, and takes the same little memory however much it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from articles.archive.ledger import Entries, Names, Outcomes, Shelves, Tally

from .conftest import REPOSITORY

ODD = ["b/2.htm", "a", "b/10.htm", "b-1", "渡口.htm", "x\udce9.htm", "n\nn", "😀"]


def test_names_stand_in_order_each_once():
    names = Names([*ODD, "a"])
    assert list(names) == sorted(ODD)
    assert names == sorted(ODD)
    assert (len(names), bool(Names([]))) == (len(ODD), False)
    assert [name for name in (*ODD, "b", "渡口", "") if name in names] == ODD


def test_things_are_put_together_by_their_keys():
    shelves = Shelves()
    for key, thing in [(("b", 2), "一"), (("a", 9), ("x", None)), (("b", 2), "二"), (("a/b", 1), [])]:
        shelves.add(key, thing)
    assert list(shelves) == [("a", "9"), ("a/b", "1"), ("b", "2")]
    assert [shelves.of(key) for key in (("b", 2), ("a", "9"), ("c", 1))] == [["一", "二"], [("x", None)], []]
    assert [key in shelves for key in (("b", 2), ("b", 1))] == [True, False]


def test_entries_go_on_while_they_are_read():
    entries = Entries()
    for number in range(3):
        entries.append({"number": number})
    read = []
    for entry in entries:
        read.append(entry["number"])
        entries.append({"number": 10 + entry["number"]})
    assert read == [0, 1, 2]
    assert [entry["number"] for entry in entries] == [0, 1, 2, 10, 11, 12]
    assert (entries[-1], len(entries), entries == [], Entries() == []) == ({"number": 12}, 6, False, True)


def test_texts_are_counted_in_the_order_of_their_first_time():
    tally = Tally()
    for text, number in [("乙", 1), ("甲", 2), ("乙", 3)]:
        tally.add(text, number)
    assert list(tally.items()) == [("乙", 4), ("甲", 2)]


def test_the_last_word_on_a_name_counts_but_none_after_a_failure():
    outcomes = Outcomes()
    words = [
        ("a", "read", "1"),
        ("b", "read", ""),
        ("a", "failed", "2"),
        ("c\udce9", "skipped", "\ud800"),
        ("a", "read", "3"),
    ]
    assert [outcomes.put_unless("failed", *word) for word in words] == ["", "", "read", "", "failed"]
    assert [tuple(entry) for entry in outcomes] == [
        ("b", "read", ""),
        ("a", "failed", "2"),
        ("c\udce9", "skipped", "\ud800"),
    ]
    assert [outcomes.outcome(name) for name in "abd"] == ["failed", "read", ""]
    assert [outcomes.count(outcome) for outcome in ("read", "failed", "lost")] == [1, 1, 0]
    assert [entry.name for entry in outcomes.of(["failed", "lost"])] == ["a"]
    assert (len(outcomes), "a" in outcomes, "d" in outcomes) == (3, True, False)


def test_a_disk_that_cannot_be_used_is_an_error_of_a_file():
    names = Names(["a"])
    names._database.close()
    with pytest.raises(OSError, match="a temporary file cannot be used"):
        _found = "a" in names


GROWTH = """
from articles.archive.ledger import Entries, Names, Outcomes, Shelves, Tally
# Not getrusage: there a process begins with the peak of whoever started it.
kilobytes = lambda: next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
outcomes, entries, shelves, tally = Outcomes(), Entries(), Shelves(), Tally()
before = kilobytes()
paths = lambda: (f"yanxi/html/{2000 + n // 20000}-01/01/content_{n:09}.htm" for n in range(200_000))
names = Names(paths())
for path in paths():
    assert path in names
    outcomes.put_unless("failed", path, "read", "2024-03-01 A01")
    entries.append((path, "is named but not in the archive"))
    shelves.add((path[:19],), (path, ""))
    tally.add(path, 1)
print(kilobytes() - before)
"""


def test_two_hundred_thousand_files_take_little_memory():
    """All of these in lists and dictionaries of Python take 95 megabytes."""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not say in /proc how much memory a process has had")
    ran = subprocess.run([sys.executable, "-c", GROWTH], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 40_000
