"""The site as readers get it: whole, linked, only what depends on a change made anew, nothing that may not go out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from lxml import etree, html
from pypdf import PdfReader

from communique.errors import PublishError, SettingsError
from communique.model import Actor, Article, Briefing, Proposal, Provenance, Span, Statement
from communique.publish import Site, publish, published, site_of, status_of
from communique.publish.delivery import MANIFEST, resolve
from communique.reports import Report, approve, find, withdraw
from communique.reports.folder import write_state

HERE = Path(__file__).parent
Add = Callable[..., Report]


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def changed(root: Path, before: dict[str, bytes]) -> list[str]:
    """The files that are not as they were before, by name: the difference of two sites is more than one can read."""
    now = files(root)
    return sorted(path for path in now.keys() | before.keys() if now.get(path) != before.get(path))


def parsed(data: bytes | str) -> Any:
    """A page; the stubs of lxml are too wary of what XPath gives."""
    return html.fromstring(data)


def parsed_xml(data: bytes) -> Any:
    return etree.fromstring(data)


def pages(root: Path) -> dict[str, Any]:
    return {path: parsed(data) for path, data in files(root).items() if path.endswith(".html")}


def report_of(out: Path, word: str) -> Report:
    (name,) = (p.name for p in out.iterdir() if word in p.name)
    return find(name, out)


def of_texts(title: str, who: str, offer: str, text: str = "", **known: Any) -> Briefing:
    """A briefing of one proposal, with any strings in it."""
    text = text or f"{title}\n\n{who} offered {offer}. Not a word more was said about it by anybody there."
    article = Article.of(text, title, **{"published": "2025-03-01", **known})
    span = Span.of(text, text.index(who), text.index(offer) + len(offer))
    actor = Actor(id="a", name=who, kind="person", mentions=(Span.of(text, span.start, span.start + len(who)),))
    proposal = Proposal(
        id="p-1", summary=offer, kind="offer", status="open", confidence=1, evidence=(span,), proponents=("a",)
    )
    said = Statement(id="s-1", speaker="a", direct=False, content=span)
    made = Provenance(tool="communique 0", pipeline="none", created="2025-03-19T09:00:00Z")
    return Briefing(article=article, actors=(actor,), proposals=(proposal,), statements=(said,), provenance=made)


@pytest.fixture
def to(out: Path, site: Site, tmp_path: Path) -> Path:
    """A folder to which the three reports were published."""
    publish(out, str(tmp_path / "site"), site)
    return tmp_path / "site"


# Whole and linked


def test_the_site_has_what_readers_and_machines_look_for(to: Path) -> None:
    there = set(files(to))
    assert there >= {
        "index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "archive/index.html", "table/index.html",
        "actors/index.html", "search/index.html", "data/reports.json", "data/entries.csv", "data/entries.parquet",
        "pagefind/pagefind.js", "assets/site.css",
    }  # fmt: skip
    for report in (p.name for p in (to / "reports").iterdir()):
        assert {f"reports/{report}/{name}" for name in ("index.html", "briefing.pdf", "briefing.json")} <= there
    assert len(list((to / "reports").iterdir())) == 3


def test_every_internal_link_leads_to_a_page_and_to_a_place_on_it(to: Path) -> None:
    found = pages(to)
    for path, page in found.items():
        if path == "404.html":
            continue
        for link in page.xpath("//@href | //@src"):
            target = resolve(path, link)
            assert target is None or (to / target).is_file(), f"{path} links to {link}"
            fragment = link.partition("#")[2]
            if fragment and (target or link.startswith("#")):
                assert found[target or path].xpath("//*[@id=$id]", id=fragment), f"{path} links to {link}"


def test_the_links_of_the_page_for_missing_pages_hold_everywhere(to: Path, site: Site) -> None:
    for link in pages(to)["404.html"].xpath("//@href"):
        if link.startswith("/"):
            assert link.startswith(site.root)
            assert (to / (link.removeprefix(site.root).rstrip("/") or "index.html")).exists()


def test_no_page_asks_anybody_else_for_anything(to: Path) -> None:
    for path, data in files(to).items():
        if path.endswith((".html", ".css")):
            loads = re.findall(rb"(?:src|srcset)=[\"']?\s*([^\"'\s>]+)|url\(([^)]+)\)|@import", data)
            assert not [load for load in loads if re.match(rb"\"?'?(?:https?:)?//", b"".join(load))], path


def test_every_page_says_what_it_is(to: Path, site: Site) -> None:
    for path, page in pages(to).items():
        assert page.get("lang") == "en"
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("//title/text()")[0].strip()
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy and "script-src 'unsafe-inline'" not in policy
        assert page.xpath("//link[@rel='canonical']/@href") == [site.absolute(path)]
        assert page.xpath("//meta[@property='og:url']/@content") == [site.absolute(path)]
        assert page.xpath("//meta[@property='og:title']/@content")[0]


def test_a_report_says_in_data_what_it_is_and_what_it_is_based_on(to: Path, site: Site) -> None:
    for path, page in pages(to).items():
        if path.startswith("reports/"):
            (text,) = page.xpath("//script[@type='application/ld+json']/text()")
            data = json.loads(text)
            assert data["@type"] == "Report"
            assert data["url"] == site.absolute(path)
            assert data["isBasedOn"]["@type"] == "NewsArticle"
            assert data["isBasedOn"]["url"].startswith("https://quay.test/")
            assert site.absolute(path) in data["creditText"]
            assert [e["contentUrl"].rpartition("/")[2] for e in data["encoding"]] == ["briefing.pdf", "briefing.json"]


def test_feed_and_sitemap_are_valid_and_complete(to: Path, site: Site) -> None:
    feed = parsed_xml((to / "feed.xml").read_bytes())
    etree.RelaxNG(etree.parse(HERE / "atom.rng")).assertValid(feed)
    sitemap = parsed_xml((to / "sitemap.xml").read_bytes())
    etree.XMLSchema(etree.parse(HERE / "sitemap.xsd")).assertValid(sitemap)
    places = {str(loc) for loc in sitemap.xpath("//*[local-name()='loc']/text()")}
    shown = {site.absolute(path) for path in pages(to) if path != "404.html"}
    assert places == shown
    entries = feed.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")
    assert sorted(map(str, entries)) == sorted(p for p in places if "/reports/" in p)
    assert f"Sitemap: {site.base_url}sitemap.xml" in (to / "robots.txt").read_text()


def test_newest_first(to: Path) -> None:
    found = pages(to)["index.html"].xpath("//article//time/@datetime")
    assert found == sorted(found, reverse=True) and len(found) == 3


def test_all_entries_are_in_the_tables(to: Path, out: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((to / "data/entries.csv").read_text("utf-8"))))
    table = pq.read_table(to / "data/entries.parquet").to_pylist()
    briefings = [find(p.name, out).briefing for p in out.iterdir() if not p.name.startswith(".")]
    ids = sorted([p.id for b in briefings for p in b.proposals] + [c.id for b in briefings for c in b.concessions])
    assert sorted(row["entry"] for row in rows) == sorted(row["entry"] for row in table) == ids
    assert [row["summary"] for row in table] == [row["summary"].removeprefix("'") for row in rows]
    index = json.loads((to / "data/reports.json").read_bytes())
    assert {r["id"] for r in index["reports"]} == {b.article.id for b in briefings}


# Rights


def test_only_the_words_that_carry_an_entry_go_out(out: Path, site: Site, tmp_path: Path, add: Add) -> None:
    secret = "Nobody outside the room may read these seven words."
    text = f"Talks\n\nAnn Poe offered a truce. {secret} The end came late."
    report = add(out, of_texts("Talks", "Ann Poe", "a truce", text, url="https://quay.test/1"))
    publish(out, str(tmp_path / "site"), site)
    for path, data in files(tmp_path / "site").items():
        assert secret.encode() not in data, path
    folder = tmp_path / "site" / "reports" / report.name
    assert secret not in " ".join(PdfReader(folder / "briefing.pdf").pages[0].extract_text().split())
    public = Briefing.from_json((folder / "briefing.json").read_bytes())
    assert public.article.text is None
    assert public.proposals[0].evidence[0].text == "Ann Poe offered a truce"
    page = parsed((folder / "index.html").read_bytes())
    aside = page.xpath("//aside")[0].text_content()
    assert "Excerpts" in aside and "Ann Poe offered a truce" in aside
    assert page.xpath("//aside//a/@href")[0] == "https://quay.test/1"


@pytest.mark.parametrize("how", ["report", "site"])
def test_the_whole_article_goes_out_by_choice_and_the_page_says_so(
    out: Path, site: Site, tmp_path: Path, add: Add, how: str
) -> None:
    report = add(out, of_texts("Talks", "Ann Poe", "a truce"), approved=False)
    approve(report, full_text=how == "report")
    publish(out, str(tmp_path / "site"), site, full_text=how == "site")
    found = files(tmp_path / "site")
    assert b"Not a word more was said" in found[f"reports/{report.name}/index.html"]
    assert b"The whole article" in found[f"reports/{report.name}/index.html"]
    assert Briefing.from_json(found[f"reports/{report.name}/briefing.json"]).article.text
    others = [path for path in found if path.endswith("index.html") and b"Excerpts:" in found[path]]
    assert len(others) == (3 if how == "report" else 0)


# What is published


def test_drafts_are_published_only_when_asked_and_marked(out: Path, site: Site, tmp_path: Path, add: Add) -> None:
    report = add(out, "rent-bill", approved=False)
    to = tmp_path / "site"
    publish(out, str(to), site)
    assert not (to / "reports" / report.name).exists()
    publish(out, str(to), site, drafts=True)
    page = (to / "reports" / report.name / "index.html").read_text()
    assert "Draft, not approved" in page and 'name="robots" content="noindex"' in page
    assert report.name not in (to / "sitemap.xml").read_text()
    assert "draft" in pages(to)["index.html"].text_content()
    publish(out, str(to), site)
    assert not (to / "reports" / report.name).exists()


def test_what_was_changed_since_it_was_approved_is_left_out_and_told(out: Path, site: Site, to: Path) -> None:
    report = report_of(out, "marovia")
    with (report.folder / "briefing.ipynb").open("ab") as stream:
        stream.write(b"\n")
    outcome = publish(out, str(to), site)
    assert [str(p) for p in outcome.problems] == [
        f"{report.name} is left out: it was changed since it was approved; approve it again"
    ]
    assert not (to / "reports" / report.name).exists()
    assert status_of(Report(report.folder), {report.name: "x"}) == "stale, changed since"


def test_the_states_of_reports_tell_what_is_on_the_site(out: Path, site: Site, to: Path, add: Add) -> None:
    new = add(out, "rent-bill", approved=False)
    known = published(out)
    states = {r.name: status_of(r, known) for r in (report_of(out, "marovia"), new)}
    assert set(states.values()) == {"published", "draft"}
    withdraw(report_of(out, "marovia"))
    assert status_of(report_of(out, "marovia"), known) == "draft, on the site"
    publish(out, str(to), site)
    assert status_of(report_of(out, "marovia"), published(out)) == "draft"


# Only what depends on a change


def test_published_again_nothing_is_sent_and_anew_it_has_the_same_bytes(out: Path, site: Site, to: Path) -> None:
    before = files(to)
    stamps = {path: (to / path).stat().st_mtime_ns for path in before}
    outcome = publish(out, str(to), site)
    assert (outcome.sent, bool(outcome.changes)) == (0, False)
    shutil.rmtree(out / ".site")
    assert publish(out, str(to), site).sent == 0
    assert changed(to, before) == []
    assert {path: (to / path).stat().st_mtime_ns for path in before} == stamps


def test_one_more_report_changes_only_what_shows_it(out: Path, site: Site, to: Path, add: Add) -> None:
    before = files(to)
    report = add(out, of_texts("Talks", "Zed Quill", "a truce"))
    outcome = publish(out, str(to), site)
    mine = (f"reports/{report.name}/", "actors/zed-quill/", "archive/2025-03/", "pagefind/")
    assert [p for p in outcome.changes.new if not p.startswith(mine)] == []
    lists = {
        "index.html", "archive/index.html", "table/index.html", "actors/index.html", "feed.xml", "sitemap.xml",
        "data/reports.json", "data/entries.csv", "data/entries.parquet",
    }  # fmt: skip
    assert {p for p in outcome.changes.changed if not p.startswith("pagefind/")} == lists
    withdraw(report)
    publish(out, str(to), site)
    assert changed(to, before) == []


def test_a_dry_run_tells_and_sends_nothing(out: Path, site: Site, to: Path, add: Add) -> None:
    before = files(to)
    report = add(out, of_texts("Talks", "Zed Quill", "a truce"))
    outcome = publish(out, str(to), site, dry_run=True)
    assert f"reports/{report.name}/index.html" in outcome.changes.new
    assert outcome.sent == 0
    assert changed(to, before) == []
    assert report.name not in published(out)


# Addresses


def test_a_report_keeps_its_address_when_its_headline_changes(out: Path, site: Site, to: Path, add: Add) -> None:
    old = add(out, of_texts("Talks begin", "Zed Quill", "a truce", id="wire-7"))
    publish(out, str(to), site)
    shutil.rmtree(old.folder)
    new = add(out, of_texts("Talks collapse", "Zed Quill", "a truce", id="wire-7"))
    assert new.name != old.name
    publish(out, str(to), site)
    assert (to / "reports" / old.name).is_dir() and not (to / "reports" / new.name).exists()
    assert "Talks collapse" in (to / "reports" / old.name / "index.html").read_text()


def test_an_actor_that_is_united_with_another_leads_there(out: Path, site: Site, to: Path, add: Add) -> None:
    one = add(out, of_texts("Talks", "Quill", "a truce"))
    two = add(out, of_texts("More talks", "Zed Quill", "a longer truce"))
    outcome = publish(out, str(to), site)
    assert [set(d.keys) for d in outcome.doubts if "Quill" in d.names] == [{f"{one.name}/a", f"{two.name}/a"}]
    assert {"quill", "zed-quill"} <= {p.name for p in (to / "actors").iterdir()}
    (out / "actors.toml").write_text(f'[[same]]\nactors = ["{one.name}/a", "{two.name}/a"]\n')
    outcome = publish(out, str(to), site)
    changed = {p for p in (*outcome.changes.new, *outcome.changes.changed) if not p.startswith("pagefind/")}
    assert changed == {"actors/index.html", "actors/quill/index.html", "actors/zed-quill/index.html", "sitemap.xml"}
    found = pages(to)
    (moved,) = (
        p for p in ("quill", "zed-quill") if found[f"actors/{p}/index.html"].xpath("//meta[@http-equiv='refresh']")
    )
    kept = "zed-quill" if moved == "quill" else "quill"
    assert found[f"actors/{moved}/index.html"].xpath("//a/@href") == [f"../../actors/{kept}/"]
    assert len(found[f"actors/{kept}/index.html"].xpath("//h2")) == 2
    assert not outcome.doubts or all("Quill" not in d.names for d in outcome.doubts)
    assert publish(out, str(to), site).sent == 0  # the redirect lasts


# Bad input


HOSTILE = [
    '</title><script>alert(1)</script>', "{{ 7*7 }}{% raw %}", "../../../etc/passwd", '" onmouseover="x', "x" * 290,
    "</script><!--", "=cmd|' /C calc'!A1", "\u202eevil", "日本の停戦 🎌", "]]> &amp; &lt;b&gt;",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str, out: Path, site: Site, tmp_path: Path, add: Add) -> None:
    shutil.rmtree(out)
    report = add(out, of_texts(words, f"Ann {words}", f"x {words}"[:200], url="https://quay.test/?a=1&b='\"><script>"))
    to = tmp_path / "site"
    publish(out, str(to), site)
    etree.RelaxNG(etree.parse(HERE / "atom.rng")).assertValid(etree.fromstring((to / "feed.xml").read_bytes()))
    known = {"filter.js", "search.js"}
    for path, page in pages(to).items():
        scripts = [s for s in page.xpath("//script") if s.get("type") != "application/ld+json"]
        inline = [s.text for s in scripts if not s.get("src")]
        assert {Path(s.get("src")).name for s in scripts if s.get("src")} <= known
        assert not any("alert" in (code or "") for code in inline), path
        assert not page.xpath("//*[@onmouseover]")
        assert all(tag not in {"iframe", "object"} for tag in (e.tag for e in page.iter()))
        assert "49" not in page.xpath("string(//h1)")
    shown = (to / "reports" / report.name / "index.html").read_text()
    assert " ".join(words.split()) in " ".join(parsed(shown).xpath("string(//h1)").split())
    for row in csv.reader(io.StringIO((to / "data/entries.csv").read_text("utf-8"))):
        assert not any(re.match(r"[=+\-@]", cell) for cell in row)
    assert {p.name for p in to.parent.iterdir()} <= {"site", "reports"}


def test_a_broken_report_is_told_and_its_pages_stay(out: Path, site: Site, to: Path) -> None:
    before = files(to)
    report = report_of(out, "marovia")
    (report.folder / "state.toml").write_text("broken =")
    outcome = publish(out, str(to), site)
    assert [str(p).startswith(f"{report.name} is left as it was: ") for p in outcome.problems] == [True]
    after = files(to)
    for name in ("index.html", "briefing.pdf", "briefing.json"):
        assert after[f"reports/{report.name}/{name}"] == before[f"reports/{report.name}/{name}"]
    assert report.name not in (to / "index.html").read_text()


def test_two_reports_of_one_article_are_told_and_the_first_is_published(out: Path, site: Site, to: Path) -> None:
    report = report_of(out, "marovia")
    shutil.copytree(report.folder, out / "a-copy")
    outcome = publish(out, str(to), site)
    assert [str(p) for p in outcome.problems] == [
        f"a-copy is left out: it claims the address of {report.name}; remove one of them"
    ]
    assert outcome.sent == 0


@pytest.mark.parametrize("spoil", ["notebook", "json", "text"])
def test_a_report_that_cannot_be_rendered_does_not_stop_the_others(
    out: Path, site: Site, tmp_path: Path, add: Add, spoil: str
) -> None:
    report = add(out, of_texts("Talks", "Ann Poe", "a truce"))
    name = "briefing.ipynb" if spoil == "notebook" else "briefing.json"
    data = {"notebook": b"{}", "json": b"{}", "text": (report.folder / name).read_bytes()}[spoil]
    if spoil == "text":
        data = json.dumps(json.loads(data) | {"article": json.loads(data)["article"] | {"text": None}}).encode()
    (report.folder / name).write_bytes(data)
    assert report.state
    outputs = {**report.state.outputs, name: hashlib.sha256(data).hexdigest()}
    write_state(report.folder, report.state.model_copy(update={"outputs": outputs}))
    approve(Report(report.folder))
    outcome = publish(out, str(tmp_path / "site"), site)
    assert len(outcome.problems) == 1 and "\n" not in str(outcome.problems[0])
    assert outcome.reports == 3


def test_without_an_approved_report_there_is_no_site(out: Path, site: Site, to: Path) -> None:
    before = files(to)
    for folder in [p for p in out.iterdir() if not p.name.startswith(".")]:
        withdraw(Report(folder))
    with pytest.raises(PublishError, match="there is no report to publish; approve one"):
        publish(out, str(to), site)
    assert changed(to, before) == []


def test_without_reports_there_is_no_site(site: Site, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="there is no folder"):
        publish(tmp_path / "none", str(tmp_path / "site"), site)
    assert not (tmp_path / "site").exists()


def test_a_broken_actors_file_leaves_the_site(out: Path, site: Site, to: Path) -> None:
    before = files(to)
    (out / "actors.toml").write_text("[[same]")
    with pytest.raises(PublishError, match=r"actors\.toml"):
        publish(out, str(to), site)
    assert changed(to, before) == []


@pytest.mark.parametrize(
    "url", ["", "example.org", "ftp://x.test/", "https://", "https://x.test/?a", "https://x.test/ b", "http://["]
)
def test_an_address_that_no_site_has_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="is no address of a site"):
        site_of("x", url)


def test_the_manifest_says_nothing_of_articles_but_their_addresses(to: Path, out: Path) -> None:
    manifest = (to / MANIFEST).read_text()
    ids = [find(p.name, out).briefing.article.id for p in out.iterdir() if not p.name.startswith(".")]
    assert not [id for id in ids if f'"{id}"' in manifest]


def test_a_folder_that_was_given_another_name_still_has_an_address(out: Path, site: Site, tmp_path: Path) -> None:
    report_of(out, "marovia").folder.rename(out / "The call? #1 100%")
    publish(out, str(tmp_path / "site"), site)
    (name,) = (p.name for p in (tmp_path / "site" / "reports").iterdir() if "call" in p.name)
    assert re.fullmatch(r"the-call-1-100-[0-9a-f]{8}", name)
    assert f'href="reports/{name}/"' in (tmp_path / "site" / "index.html").read_text()


def test_a_link_to_the_original_leads_only_to_the_web(out: Path, site: Site, tmp_path: Path, add: Add) -> None:
    report = add(out, of_texts("Talks", "Ann Poe", "a truce", url="javascript:alert(1)"))
    publish(out, str(tmp_path / "site"), site)
    page = (tmp_path / "site" / "reports" / report.name / "index.html").read_text()
    assert "javascript:" not in page
