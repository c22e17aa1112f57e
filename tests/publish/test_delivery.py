"""A publication arrives whole or leaves what was there: at no write does a page link to what is not there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import PublishError
from communique.publish.delivery import (
    MANIFEST,
    Changes,
    Manifest,
    Site,
    changes,
    deliver,
    links_of,
    order,
    read_manifest,
    resolve,
)

HELD = b"<p>soon</p>"


class BrokenOffError(Exception):
    """The destination goes away."""


class Store:
    """A destination in memory that goes away after `last` operations."""

    def __init__(self, files: Mapping[str, bytes] | None = None, last: int | None = None) -> None:
        self.files = dict(files or {})
        self.left = last

    def _count(self) -> None:
        if self.left is not None:
            if not self.left:
                raise BrokenOffError
            self.left -= 1

    def paths(self) -> set[str]:
        return set(self.files)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def write(self, path: str, data: bytes) -> None:
        self._count()
        self.files[path] = data

    def delete(self, path: str) -> None:
        self._count()
        self.files.pop(path, None)


def site(files: Mapping[str, bytes]) -> Site:
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return Site(digests, files.__getitem__, lambda path: HELD)


def bring(files: Mapping[str, bytes], store: Store) -> int:
    old = read_manifest(store)
    made = site(files)
    return deliver(made, Manifest(files=dict(made.files)), store, old, changes(made.files, old, store.paths()))


def dead_links(store: Store) -> list[tuple[str, str]]:
    pages = [path for path in store.files if path.endswith(".html")]
    return [(p, to) for p in pages for to in links_of(p, store.files.__getitem__) if to not in store.files]


def linking(*targets: str) -> bytes:
    return "".join(f'<a href="{target}">x</a>' for target in targets).encode()


OLD = {
    "index.html": linking("reports/a/", "reports/b/", "table/"),
    "reports/a/index.html": linking("../../", "briefing.pdf"),
    "reports/a/briefing.pdf": b"pdf",
    "reports/b/index.html": linking("../../", "../../table/"),
    "table/index.html": linking("../reports/b/", "../"),
    "feed.xml": b"<a href='reports/a/'/>",
}
NEW = {
    "index.html": linking("reports/a/", "reports/c/", "table/", "actors/"),
    "reports/a/index.html": linking("../../", "briefing.pdf", "../../actors/ann/"),
    "reports/a/briefing.pdf": b"pdf 2",
    "reports/c/index.html": linking("../../", "../../actors/"),
    "actors/index.html": linking("../actors/ann/", "../"),
    "actors/ann/index.html": linking("../../reports/a/", "../../reports/c/#x"),
    "table/index.html": linking("../reports/c/", "../"),
    "feed.xml": b"<a href='reports/c/'/>",
}


def test_a_site_is_brought_and_brought_again() -> None:
    store = Store()
    assert bring(OLD, store) == len(OLD)
    assert {p: d for p, d in store.files.items() if p != MANIFEST} == OLD
    assert bring(OLD, Store(store.files, last=0)) == 0
    assert bring(NEW, store) == 8 + 1
    assert {p: d for p, d in store.files.items() if p != MANIFEST} == NEW


@pytest.mark.parametrize("before", [{}, OLD])
def test_broken_off_anywhere_no_page_links_to_what_is_not_there(before: dict[str, bytes]) -> None:
    start = Store()
    if before:
        bring(before, start)
    for last in range(100):
        store = Store(start.files, last)
        try:
            bring(NEW, store)
        except BrokenOffError:
            assert dead_links(store) == []
            store.left = None
            bring(NEW, store)
            assert {p: d for p, d in store.files.items() if p != MANIFEST} == NEW
            assert bring(NEW, store) == 0
        else:
            assert last > len(NEW)
            return
    raise AssertionError("it never ends")


def test_broken_off_it_can_be_undone() -> None:
    start = Store()
    bring(OLD, start)
    for last in range(12):
        store = Store(start.files, last)
        with pytest.raises(BrokenOffError):
            bring(NEW, store)
        store.left = None
        bring(OLD, store)
        assert store.files == start.files


NAMES = [
    *(f"reports/{c}/index.html" for c in "abc"),
    *(f"actors/{c}/index.html" for c in "abc"),
    "index.html",
    "t/index.html",
]


@st.composite
def sites(draw: st.DrawFn) -> dict[str, bytes]:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    links = st.lists(st.sampled_from(names), max_size=3) if names else st.just([])
    return {
        name: linking(*("../" * name.count("/") + to for to in draw(links))) + draw(st.sampled_from([b"", b"1"]))
        for name in names
    }


@given(sites(), sites(), st.integers(0, 30))
def test_any_site_can_follow_any_other_however_it_breaks_off(
    old: dict[str, bytes], new: dict[str, bytes], last: int
) -> None:
    store = Store()
    bring(old, store)
    store.left = last
    try:
        bring(new, store)
    except BrokenOffError:
        assert dead_links(store) == []
        store.left = None
        bring(new, store)
    assert dead_links(store) == []
    assert {p: d for p, d in store.files.items() if p != MANIFEST} == new


def test_pages_come_before_the_front_page_and_that_before_deletions() -> None:
    todo = Changes(
        new=("actors/ann/index.html", "reports/c/index.html"), changed=("index.html", "feed.xml"), gone=("x",)
    )
    files = {**NEW, "x": b""}
    steps = [step.path for step in order(site(files), todo, set(NEW) - set(todo.new)) if step.action != "hold"]
    assert steps == ["reports/c/index.html", "actors/ann/index.html", "feed.xml", "index.html", "x"]


def test_a_link_to_nowhere_is_never_published() -> None:
    with pytest.raises(PublishError, match=r"index\.html would link to gone/index\.html"):
        bring({"index.html": linking("gone/")}, Store())


def test_what_is_not_ours_is_neither_overwritten_nor_deleted() -> None:
    with pytest.raises(PublishError, match=r"has a index\.html that is not communique's; choose another place"):
        bring(OLD, Store({"index.html": b"theirs"}))
    store = Store({"CNAME": b"theirs"})
    bring(OLD, store)
    bring(NEW, store)
    assert store.files["CNAME"] == b"theirs"


def test_a_file_lost_at_the_destination_is_sent_again() -> None:
    store = Store()
    bring(OLD, store)
    del store.files["reports/a/briefing.pdf"]
    assert bring(OLD, store) == 1
    assert store.files["reports/a/briefing.pdf"] == b"pdf"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b'{"files": 1}',
        b'{"files": {"../../etc/passwd": ""}}',
        b'{"files": {"/etc": ""}}',
        b'{"moved": {"a": ".."}}',
    ],
)
def test_a_broken_or_hostile_manifest_is_told(text: bytes) -> None:
    with pytest.raises(PublishError, match="is broken") as caught:
        read_manifest(Store({MANIFEST: text}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("page", "link", "target"),
    [
        ("a/b/index.html", "../../", "index.html"), ("a/b/index.html", "../c/#x", "a/c/index.html"),
        ("index.html", "./", "index.html"), ("index.html", "a%20b.pdf?x", "a b.pdf"), ("a/index.html", "#x", None),
        ("index.html", "https://x.test/", None), ("index.html", "/root/", None), ("index.html", "data:,", None),
    ],
)  # fmt: skip
def test_links_are_read_as_browsers_do(page: str, link: str, target: str | None) -> None:
    assert resolve(page, link) == target


def test_all_kinds_of_links_count() -> None:
    page = b'<a class=x href=\'1.html\'><LINK rel=a href="2.css"><script defer src="3.js"></script><img alt src=4.png>'
    found = links_of("i.html", lambda path: page)
    assert found >= {"1.html", "2.css", "3.js"}
