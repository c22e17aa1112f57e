"""Articles of every kind come in whole, and whatever cannot be read is told in one line while the rest is read."""

from __future__ import annotations

import codecs
import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from communique.article import Loaded, read_article, read_articles
from communique.article.decoding import clean, decode
from communique.article.language import require_english
from communique.errors import ArticleError, SettingsError
from communique.model import Article, Briefing, Provenance, dump_json
from communique.settings import Settings

HEAD = "Port union accepts offer"
BODY = (
    "The port’s operator said on Tuesday that the union had accepted its offer of £5 an hour.\n\n"
    "“We have what we came for,” said Ann Poe, who leads the union and has been at the table for a month."
)
TEXT = f"{HEAD}\n\n{BODY}\n"
PAGE = f"""<!doctype html><html lang="en"><head><title>{HEAD} | The Quay</title>
<meta property="og:title" content="{HEAD}"><meta property="og:site_name" content="The Quay">
<meta name="author" content="Jo Mast"><meta property="article:published_time" content="2025-03-18T10:00:00Z">
</head><body><nav><a href="/">Home</a></nav><article><h1>{HEAD}</h1>
{"".join(f"<p>{p}</p>" for p in BODY.split(chr(10) * 2))}
<script>alert("no word of the article")</script></article><footer>All rights reserved</footer></body></html>"""


def pdf(markup: str) -> bytes:
    from weasyprint import HTML

    data: bytes = HTML(string=markup).write_pdf()
    return data


def one(name: object, **options: object) -> Loaded:
    (loaded,) = read_articles([str(name)], **options)
    return loaded


def article_of(loaded: Loaded) -> Article:
    assert loaded.error is None and loaded.article is not None, loaded.error
    return loaded.article


def error_of(loaded: Loaded) -> str:
    assert loaded.article is None and isinstance(loaded.error, ArticleError)
    line = str(loaded.error)
    assert "\n" not in line and line.isprintable()
    return line


# Plain text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le"), (b"", "cp1252"),
    ],
)  # fmt: skip
def test_a_text_is_kept_to_the_letter_in_any_encoding(tmp_path: Path, mark: bytes, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(mark + TEXT.replace("\n", "\r\n").encode(encoding))
    article = read_article(tmp_path / "a.txt")
    assert article.text == TEXT
    assert article.title == HEAD
    assert article.language == "en"


def test_spaces_and_blank_lines_around_a_text_stay(tmp_path: Path) -> None:
    text = f"\n\n  {TEXT}\t\n \n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert read_article(tmp_path / "a.txt").text == text


def test_one_bad_byte_does_not_spoil_the_quotation_marks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((TEXT * 4).encode() + b"\xff")
    text = read_article(tmp_path / "a.txt").text
    assert text is not None and "“We have what we came for,”" in text


def test_a_name_without_a_known_ending_is_known_by_its_content(tmp_path: Path) -> None:
    for name, data in {"text": TEXT.encode(), "page": PAGE.encode(), "print": pdf(f"<p>{BODY}</p>")}.items():
        (tmp_path / name).write_bytes(data)
        assert "“We have what we came for,”" in (read_article(tmp_path / name).text or "")


@given(st.text())
def test_any_text_can_be_carried_by_json_and_html(text: str) -> None:
    cleaned = clean(text)
    assert len(clean(cleaned)) == len(cleaned)
    article = Article.of(cleaned)
    briefing = Briefing(article=article, provenance=Provenance(tool="t", pipeline="p", created="2025-01-01T00:00:00Z"))
    assert Briefing.from_json(briefing.to_json().encode("utf-8")) == briefing
    element = html.Element("p")
    element.text = cleaned  # lxml raises on what XML cannot carry


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except ArticleError:
        return
    text.encode("utf-8")
    assert "\x00" not in text


# Markdown


def test_markdown_loses_its_markup_and_keeps_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Port union *accepts*\n\nThe union said\nit would take the [offer](https://x.test) & go.<!-- draft -->\n\n"
        '> "We have **won**," said Ann.\n\n- one\n- two\n\n<div>Raw <b>page</b><script>x()</script></div>\n',
        "utf-8",
    )
    article = read_article(tmp_path / "a.md")
    assert article.title == "Port union accepts"
    assert article.text == (
        'Port union accepts\n\nThe union said it would take the offer & go.\n\n"We have won," said Ann.\n\n'
        "one\n\ntwo\n\nRaw page"
    )


def test_front_matter_tells_of_the_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"---\ntitle: Talks\nauthor: Jo Mast\ndate: 2025-03-18\nsource: The Quay\ntags: [a]\n---\n{BODY}\n", "utf-8"
    )
    article = read_article(tmp_path / "a.md")
    assert (article.title, article.author, article.published) == ("Talks", "Jo Mast", "2025-03-18")
    assert article.source == "The Quay"
    assert article.text == BODY


@pytest.mark.parametrize("matter", ["- a list", "title: [", "title: [1, 2]", "!!python/object:os.system x"])
def test_odd_front_matter_does_no_harm(tmp_path: Path, matter: str) -> None:
    (tmp_path / "a.md").write_text(f"---\n{matter}\n---\n{TEXT}", "utf-8")
    assert (read_article(tmp_path / "a.md").text or "").startswith(HEAD)


# HTML and PDF


def test_a_page_gives_its_article_and_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    article = read_article(tmp_path / "a.html")
    assert article.text == TEXT.rstrip("\n")
    assert (article.title, article.author, article.source) == (HEAD, "Jo Mast", "The Quay")
    assert article.published == "2025-03-18"


def test_a_page_says_its_own_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-15">').replace("’", "'").replace("“", '"')
    page = page.replace("”", '"').replace("£", "€")
    (tmp_path / "a.html").write_bytes(page.encode("iso-8859-15"))
    assert "€5 an hour" in (read_article(tmp_path / "a.html").text or "")


def test_a_page_without_an_article_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><img src='a.png'></body></html>", "utf-8")
    assert "no article text" in error_of(one(tmp_path / "a.html"))


def test_a_pdf_gives_its_paragraphs(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY.split("\n\n"))
    (tmp_path / "a.pdf").write_bytes(pdf(f"<title>{HEAD}</title><h1>{HEAD}</h1>{paragraphs * 3}"))
    article = read_article(tmp_path / "a.pdf")
    assert article.title == HEAD
    assert (article.text or "").split("\n\n") == [HEAD, *BODY.split("\n\n") * 3]


def test_a_headline_over_two_lines_of_a_pdf_is_one(tmp_path: Path) -> None:
    head = "Port union accepts the offer of the operator after a month of strikes and of talks by night"
    (tmp_path / "a.pdf").write_bytes(pdf(f"<h1>{head}</h1>{f'<p>{BODY}</p>' * 3}"))
    assert read_article(tmp_path / "a.pdf").title == head


def test_a_file_name_in_a_pdf_is_not_taken_for_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(f"<title>draft_v7.docx</title><h1>{HEAD}</h1><p>{BODY}</p>"))
    assert read_article(tmp_path / "a.pdf").title == HEAD


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(f"<p>{BODY}</p>"))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(encrypted(""))
    assert "Ann Poe" in (read_article(tmp_path / "a.pdf").text or "")


# A report's article


def test_a_stored_article_comes_back_as_it_was(tmp_path: Path) -> None:
    article = Article.of(TEXT, source="The Quay", published="2025-03-18", id="wire-7")
    (tmp_path / "article.json").write_text(dump_json(article), "utf-8")
    assert read_article(tmp_path / "article.json") == article


@pytest.mark.parametrize(
    "data", ["{}", "nonsense", dump_json(Article.of(TEXT)).replace(json.dumps(TEXT, ensure_ascii=False), "null")]
)
def test_a_json_file_that_is_no_article_is_told(tmp_path: Path, data: str) -> None:
    (tmp_path / "article.json").write_text(data, "utf-8")
    assert "article" in error_of(one(tmp_path / "article.json"))


# Many at once


def test_a_folder_a_glob_and_a_list_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.csv"):
        (tmp_path / name).write_text(f"{name[0]} {TEXT}", "utf-8")
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": TEXT, "title": "Of a list"}) + "\n", "utf-8")
    (tmp_path / "deeper").mkdir()
    names = [Path(item.name).name for item in read_articles([str(tmp_path), str(tmp_path / "*.txt")])]
    assert names == ["a.md", "b.txt", "d.jsonl line 1", "b.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TEXT, "utf-8")
    assert article_of(one(tmp_path / "a[1].txt")).text == TEXT


def test_the_fields_of_a_list_are_kept(tmp_path: Path) -> None:
    row = {
        "text": TEXT, "title": "A title\nof two lines", "source": "The Quay", "author": "Jo Mast", "id": 7,
        "published": "18 March 2025", "url": "https://quay.test/7", "section": "ports",
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\ufeff" + json.dumps(row) + "\r\n\n", "utf-8")
    article = article_of(one(tmp_path / "a.jsonl"))
    assert article.title == "A title of two lines"
    assert (article.source, article.author, article.id) == ("The Quay", "Jo Mast", "7")
    assert (article.published, article.url) == ("2025-03-18", "https://quay.test/7")


def test_bad_lines_of_a_list_are_told_and_the_others_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT}), "{nope", "[]", '{"text": 5}', '{"text": " "}', "[" * 100_000,
        json.dumps({"text": TEXT, "title": ["a"]}), json.dumps({"text": TEXT, "published": "soon"}),
        json.dumps({"text": "x" * 5_000}), "", '{"text": "Ann \\ud800 said no."}',
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    found = list(read_articles([str(tmp_path / "a.jsonl")], settings=Settings(max_bytes=4_000)))
    assert [item.name.rpartition(" ")[2] for item in found if item.article] == ["1", "11"]
    errors = [error_of(item) for item in found if item.error]
    assert [line.split(".jsonl ")[1][:15] for line in errors] == [
        "line 2 is not J", "line 3 is not a", "line 4 is not a", "line 5 is empty", "line 6 is large",
        'line 7 has a "t', "line 8 has the ", "line 9 is large",
    ]  # fmt: skip
    assert found[-1].article is not None and found[-1].article.text == "Ann \ufffd said no."


def test_a_list_is_read_as_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n", "utf-8")
    articles = read_articles([str(path), str(tmp_path / "later.txt")])
    assert next(articles).article
    (tmp_path / "later.txt").write_text(TEXT, "utf-8")  # not there when the reading began
    assert next(articles).article


def test_a_bad_article_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    names = [str(tmp_path / "missing.txt"), str(tmp_path / "good.txt")]
    first, second = read_articles(names)
    assert error_of(first).endswith("missing.txt does not exist")
    assert article_of(second).text == TEXT


@pytest.mark.parametrize("data", [TEXT.encode(), PAGE.encode(), pdf(f"<h1>{HEAD}</h1><p>{BODY}</p>")])
def test_standard_input_takes_every_kind(data: bytes) -> None:
    loaded = one("-", stdin=io.BytesIO(data))
    assert loaded.name == "standard input"
    assert article_of(loaded).title == HEAD


def test_what_is_given_stands_over_what_the_article_says(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    article = article_of(one(tmp_path / "a.html", title="Mine", source="Us", date="20 March 2025"))
    assert (article.title, article.source, article.published) == ("Mine", "Us", "2025-03-20")
    assert article.author == "Jo Mast"


@pytest.mark.parametrize("date", ["soon", "2025", "March 2025", "10", "03/04/2025", "2025-13-40", "99999-01-01", ""])
def test_a_date_that_is_none_or_two_is_refused_at_once(date: str) -> None:
    with pytest.raises(SettingsError, match="2025-03-18"):
        read_articles([], date=date)


@pytest.mark.parametrize(
    "date", ["2025-03-04", "2025-03-04T23:59:00Z", "4 March 2025", "Tue, 04 Mar 2025 10:00:00 GMT"]
)
def test_dates_of_many_forms_mean_their_day(tmp_path: Path, date: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert article_of(one(tmp_path / "a.txt", date=date)).published == "2025-03-04"


def test_titles_stay_on_one_line_of_bearable_length(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{'x' * 5000}\n\n{BODY}", "utf-8")
    assert len(read_article(tmp_path / "a.txt").title) == 300
    assert article_of(one(tmp_path / "a.txt", title="a\x00\x1b\n\ud800b")).title == "a \ufffdb"
    assert article_of(one(tmp_path / "a.txt", title=" \n ")).title.startswith("xxx")


def test_an_address_that_could_run_a_script_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "url": "javascript:alert(1)"}), "utf-8")
    assert article_of(one(tmp_path / "a.jsonl")).url is None


# Bad input


def loop(path: Path) -> None:
    path.symlink_to(path)


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "missing": ("a.txt", lambda p: None, "does not exist"),
    "empty": ("a.txt", lambda p: p.write_bytes(b""), "is empty"),
    "blank": ("a.txt", lambda p: p.write_bytes(b" \n\t\n"), "is empty"),
    "a mark only": ("a.txt", lambda p: p.write_bytes(codecs.BOM_UTF8), "is empty"),
    "binary": ("a.txt", lambda p: p.write_bytes(bytes(range(256))), "is not text"),
    "a picture": ("a.png", lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "is not text"),
    "a NUL": ("a.txt", lambda p: p.write_text(TEXT + "\x00"), "is not text"),
    "controls": ("a.txt", lambda p: p.write_text("Ann \x01\x02 said no"), "is not text"),
    "unreadable": ("a.txt", loop, "cannot be read"),
    "below a file": ("a.txt/b.txt", lambda p: p.parent.write_text(TEXT), "cannot be read"),
    "name too long": ("a" * 300, lambda p: None, "cannot be read"),
    "NUL in the name": ("a\x00.txt", lambda p: None, "no name that a file can have"),
    "many bytes": ("a.txt", lambda p: p.write_text("x" * 30_000), "larger than 20,000 bytes"),
    "long text": ("a.txt", lambda p: p.write_text("The word is said. " * 600), "longer than 10,000 characters"),
    "no words": ("a.txt", lambda p: p.write_text("12 34 …"), "has no words"),
    "German": ("a.txt", lambda p: p.write_text("Der Minister lehnt das Angebot der Gewerkschaft ab."), "like German"),
    "Japanese": ("a.txt", lambda p: p.write_text("日本政府は提案を拒否した。", "utf-8"), "looks like Japanese"),
    "broken PDF": ("a.pdf", lambda p: p.write_bytes(b"%PDF-1.7 and no more"), "broken PDF"),
    "cut PDF": ("a.pdf", lambda p: p.write_bytes(pdf(f"<p>{BODY}</p>")[:400]), "broken PDF"),
    "scanned PDF": ("a.pdf", lambda p: p.write_bytes(pdf("<hr>")), "scanned"),
    "locked PDF": ("a.pdf", lambda p: p.write_bytes(encrypted("secret")), "encrypted"),
    "empty folder": ("a", Path.mkdir, "folder without articles"),
    "idle glob": ("*.txt", lambda p: None, "no file matches"),
    "empty list": ("a.jsonl", lambda p: p.write_bytes(b"\n"), "is empty"),
    "missing list": ("a.jsonl", lambda p: None, "cannot be read"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_clear_line(tmp_path: Path, case: str) -> None:
    name, make, expected = BAD[case]
    make(tmp_path / name)
    line = error_of(one(tmp_path / name, settings=Settings(max_bytes=20_000, max_characters=10_000)))
    assert expected in line


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_leave_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "Permission denied" in error_of(one(tmp_path / "a.txt"))


def test_read_article_raises_the_same_line(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="is a folder; name one article"):
        read_article(tmp_path)
    with pytest.raises(ArticleError, match=r"a\.txt does not exist"):
        read_article(tmp_path / "a.txt")


# Language


@pytest.mark.parametrize(
    "headline",
    [
        "Talks off", "Gazprom, Rosneft, Siemens", "UK, EU agree fish deal", "No", "Macron, Meloni in Roma", "ΛΕΞΗ 3",
        "Two Nigerian banks set to merge", "Leaders meet over Turkish EU bid", "Strike at Volkswagen over",
    ],
)  # fmt: skip
def test_short_english_headlines_are_not_refused(headline: str) -> None:
    require_english(headline)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le président a refusé la proposition de cessez-le-feu.", "French"),
        ("El gobierno rechazó la oferta de los sindicatos.", "Spanish"),
        ("Президент отклонил предложение о прекращении огня.", "Russian"),
        ("Rząd odrzucił propozycję związków zawodowych w sprawie płac.", "Polish"),
    ],
)
def test_another_language_is_named(text: str, language: str) -> None:
    for length in (1, 20):
        with pytest.raises(ArticleError, match=f"looks like {language}"):
            require_english(text * length)


def test_an_english_article_may_quote_another_language() -> None:
    require_english(BODY + " „Wir lehnen das Angebot der Hafenbetreiber ab“, sagte der Sprecher der Gewerkschaft.")


def test_an_english_headline_does_not_make_an_article_english() -> None:
    with pytest.raises(ArticleError, match="German"):
        require_english(HEAD + "\n\n" + "Der Minister lehnt das Angebot der Gewerkschaft ab, sagte er. " * 5)


# Addresses


class Site(BaseHTTPRequestHandler):
    """What the tests' server answers; `hold` ends the answers that would not end."""

    hold: threading.Event
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, data: bytes = b"", kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def endless(self, **headers: str) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        try:
            while not self.hold.is_set():
                self.wfile.write(b"word " * 200)
        except OSError:
            pass  # the reader has had enough

    def do_GET(self) -> None:
        to = {"/file": "file:///etc/hostname", "/ftp": "ftp://x.test/a", "/round": "/round", "/moved": "/page"}
        match self.path:
            case "/page":
                self.answer(PAGE.encode())
            case "/print":
                self.answer(pdf(f"<h1>{HEAD}</h1><p>{BODY}</p>"), "application/pdf")
            case "/text":
                self.answer(TEXT.encode("cp1252"), "text/plain; charset=windows-1252")
            case "/download":
                self.answer(PAGE.encode(), "application/octet-stream")
            case "/picture":
                self.answer(b"GIF89a", "image/gif")
            case "/lying":
                self.endless(Content_Length="99999999999")
            case "/endless":
                self.endless()
            case "/slow":
                self.hold.wait()
            case path if path in to:
                self.answer(status=302, Location=to[path])
            case _:
                self.answer(status=404)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    hold = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Held", (Site,), {"hold": hold}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    hold.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.mark.parametrize("path", ["/page", "/print", "/text", "/download", "/moved"])
def test_an_address_is_fetched_whatever_it_gives(site: str, path: str) -> None:
    article = article_of(one(site + path))
    assert article.title == HEAD
    assert "“We have what we came for,” said Ann Poe" in (article.text or "")
    assert article.url == site + ("/page" if path == "/moved" else path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/nowhere", "answers 404 Not Found"),
        ("/picture", "is image/gif"),
        ("/file", "redirects to 'file:///etc/hostname'"),
        ("/ftp", "redirects to 'ftp://x.test/a'"),
        ("/round", "redirects more than 10 times"),
        ("/lying", "larger than 5,000 bytes"),
        ("/endless", "larger than 5,000 bytes"),
    ],
)
def test_a_bad_answer_is_told(site: str, path: str, expected: str) -> None:
    line = error_of(one(site + path, settings=Settings(max_bytes=5_000)))
    assert line.startswith(site + path) and expected in line


@pytest.mark.parametrize("path", ["/slow", "/endless"])
def test_a_server_that_takes_too_long_is_left(site: str, path: str) -> None:
    limits = Settings(fetch_timeout=0.2, max_bytes=1 << 40)
    assert "takes too long" in error_of(one(site + path, settings=limits))


@pytest.mark.parametrize("url", ["ftp://x.test/a", "file:///etc/hostname", "http://", "http://[", "javascript://x"])
def test_only_web_addresses_are_fetched(url: str) -> None:
    assert "only http and https" in error_of(one(url))


def test_no_server_is_told() -> None:
    assert "cannot be fetched" in error_of(one("http://127.0.0.1:1/"))


def test_a_password_in_an_address_does_not_get_into_the_article() -> None:
    network = httpx.MockTransport(lambda request: httpx.Response(200, text=TEXT))
    loaded = one("https://jo:secret@quay.test/a?b=c", transport=network)
    assert article_of(loaded).url == "https://quay.test/a?b=c"
