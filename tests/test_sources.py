"""Where archives lie: what is read, what is refused and why."""

import os
import tarfile
import zipfile
from io import BytesIO

import pytest

from articles.archive.decoding import Undecodable, decode, decode_beginning
from articles.archive.sources import SourceError, TooLarge, open_source, read


def all_of(source):
    return {name: read(source, name, 100) for name in source.names()}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one.txt").write_bytes(b"1")
    (tmp_path / "a" / "b" / "two.txt").write_bytes(b"22")
    return tmp_path / "a"


def test_a_folder_is_read_with_all_below_it(folder):
    assert all_of(open_source(folder)) == {"b/two.txt": b"22", "one.txt": b"1"}


def test_links_out_of_the_folder_and_links_to_nothing_are_refused(folder, tmp_path):
    (tmp_path / "secret").write_text("x")
    os.symlink(tmp_path / "secret", folder / "out")
    os.symlink("nowhere", folder / "dead")
    os.symlink("one.txt", folder / "same")
    os.symlink("b", folder / "again")
    source = open_source(folder)
    assert source.names() == ["b/two.txt", "one.txt", "same"]
    assert source.refused == {
        "out": "is a link that leads out of the folder",
        "dead": "is a link to nothing",
    }
    assert source.passed_over == {"again": "is a link to a folder that is read at its own place"}


def test_a_zip_and_a_tar_are_read_like_a_folder_but_for_names_that_lead_out(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(folder / "one.txt", "one.txt")
        archive.writestr("../evil.txt", "x")
        archive.writestr("/etc/evil.txt", "x")
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(folder / "one.txt", "one.txt")
        archive.add(folder / "one.txt", "b/../../evil.txt")
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    zipped, tarred = open_source(tmp_path / "a.zip"), open_source(tmp_path / "a.tar.gz")
    assert all_of(zipped) == all_of(tarred) == {"one.txt": b"1"}
    assert set(zipped.refused) == {"../evil.txt", "/etc/evil.txt"}
    assert tarred.refused == {
        "b/../../evil.txt": "has a name that leads out of the archive",
        "link": "is not an ordinary file",
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_one_name_in_a_zip_are_all_read_but_for_those_that_are_the_same(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, data in (("b.c/x.txt", "1"), ("b.c/x.txt", "2"), ("b.c/x.txt", "1"), ("../y", "1"), ("../y", "2")):
            archive.writestr(name, data)
        archive.writestr("b.c/x.txt", "3")
        archive.writestr("b.c/x (2).txt", "4")
    source = open_source(tmp_path / "a.zip")
    assert all_of(source) == {
        "b.c/x.txt": b"1",
        "b.c/x (2).txt": b"2",
        "b.c/x (4).txt": b"3",
        "b.c/x (2) (2).txt": b"4",
    }
    assert source.passed_over == {"b.c/x (3).txt": "is in the archive twice, and both are the same"}
    assert source.refused == {
        "../y": "has a name that leads out of the archive",
        "../y (2)": "has a name that leads out of the archive",
    }


def test_a_later_file_of_a_tar_replaces_an_earlier_one_and_a_hard_link_is_a_file(tmp_path):
    def add(archive, name, data=b"", **facts):
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        for fact, value in facts.items():
            setattr(entry, fact, value)
        archive.addfile(entry, BytesIO(data))

    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        add(archive, "./one.txt", b"old")
        add(archive, "same.txt", type=tarfile.LNKTYPE, linkname="./one.txt")
        add(archive, "one.txt", b"new!")
        add(archive, "lost.txt", type=tarfile.LNKTYPE, linkname="nowhere.txt")
        add(archive, "out.txt", type=tarfile.LNKTYPE, linkname="../out.txt")
    source = open_source(tmp_path / "a.tar")
    assert all_of(source) == {"one.txt": b"new!", "same.txt": b"old"}
    assert source.passed_over == {"one (2).txt": "is an older one.txt, which a later one in the archive replaces"}
    assert source.refused == {
        "lost.txt": "is a link to a file that is not read here",
        "out.txt": "is a link to a file that is not read here",
    }


def test_a_zip_packed_by_an_old_program_gives_its_chinese_names(tmp_path):
    name = "砚溪/一版.txt".encode("gbk").decode("cp437")
    entry = zipfile.ZipInfo(name)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, b"1")
    data = (tmp_path / "a.zip").read_bytes()
    # Such programs write the bytes of GBK and set no flag; Python writes UTF-8 with one.
    old = data.replace(name.encode(), name.encode("cp437").ljust(len(name.encode()), b"_")).replace(
        b"\x00\x08\x00\x00", b"\x00\x00\x00\x00"
    )
    (tmp_path / "a.zip").write_bytes(old)
    (found,) = open_source(tmp_path / "a.zip").names()
    assert found.rstrip("_") == "砚溪/一版.txt"


def test_an_archive_that_is_cut_off_is_said(folder, tmp_path):
    (folder / "one.txt").write_bytes(os.urandom(50_000))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(folder / "one.txt")
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(folder / "one.txt")
    for path in (tmp_path / "a.zip", tmp_path / "a.tar.gz"):
        os.truncate(path, 300)
        with pytest.raises(SourceError, match=r"a\.(zip|tar\.gz) (is packed, but it is cut off|cannot be opened)"):
            open_source(path)


def test_a_single_file_is_read_with_the_media_folder_beside_it_or_the_one_that_is_named(folder, tmp_path):
    (tmp_path / "x.jsonl").write_text("{}")
    (tmp_path / "x.jsonl.media").mkdir()
    (tmp_path / "x.jsonl.media" / "p.jpg").write_bytes(b"j")
    assert all_of(open_source(tmp_path / "x.jsonl")) == {"x.jsonl": b"{}", "x.jsonl.media/p.jpg": b"j"}
    assert open_source(tmp_path / "x.jsonl", folder).names() == [
        "x.jsonl",
        "x.jsonl.media/b/two.txt",
        "x.jsonl.media/one.txt",
    ]


@pytest.mark.parametrize("name", ["a", "a.zip", "a.tar"])
def test_a_media_folder_beside_what_holds_its_own_is_refused(folder, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(folder / "one.txt", "one.txt")
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.add(folder / "one.txt", "one.txt")
    with pytest.raises(SourceError) as refused:
        open_source(tmp_path / name, folder)
    assert str(refused.value) == (
        "A media folder is named for a single JSONL file only; "
        f"the media of {tmp_path / name} are looked for within it."
    )


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(SourceError, match=r"There is no .*nothing"):
        open_source(tmp_path / "nothing")
    (tmp_path / "x.jsonl").write_text("{}")
    with pytest.raises(SourceError, match="There is no folder"):
        open_source(tmp_path / "x.jsonl", tmp_path / "nothing")


def test_a_file_that_is_too_long_is_not_read(folder):
    (folder / "long.txt").write_bytes(b"x" * 101)
    with pytest.raises(TooLarge, match=r"is 0\.0 MB; the longest that is read here is 0\.0 MB"):
        read(open_source(folder), "long.txt", 100)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_is_decoded_whatever_it_is_in(encoding):
    assert decode("砚溪渡口，清晨。".encode(encoding)) == "砚溪渡口，清晨。"


def test_a_wrong_declaration_does_no_harm():
    assert decode("砚溪".encode(), "gb2312") == "砚溪"
    assert decode("砚溪".encode("gbk"), "x-unknown") == "砚溪"


def test_utf_16_that_is_declared_and_is_not_does_no_harm():
    assert decode("砚溪".encode("gbk"), "utf-16") == "砚溪"


def test_bytes_that_are_no_text_are_refused_with_their_offset():
    with pytest.raises(Undecodable, match="the first at offset 4") as error:
        decode("砚溪".encode("gbk") + b"\xff\xff")
    assert error.value.offset == 4


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        # UTF-8 gets further than GB18030, which gives up within the first character.
        ("砚溪渡口 a".encode() + b"\xff\xff", 14),
        ("砚溪".encode("gbk") + b"\xff\xff", 4),
        (b"\xef\xbb\xbfabc\xff", 6),
        ("砚".encode("utf-16") + b"\x00\xd8", 4),
    ],
)
def test_the_offset_of_what_is_no_text_is_the_furthest_that_any_encoding_reached(data, offset):
    with pytest.raises(Undecodable) as error:
        decode(data)
    assert error.value.offset == offset


def test_the_beginning_of_a_text_may_end_within_a_character():
    data = "砚溪".encode()
    assert [decode_beginning(data[:length]) for length in (6, 5, 4, 3)] == ["砚溪", "砚", "砚", "砚"]
