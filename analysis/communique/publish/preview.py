"""The site on this machine, to be looked at before it goes out; it is made anew when a report changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError
from communique.publish.actors import FILE_NAME, read_settled
from communique.publish.building import Tree, build
from communique.publish.delivery import Manifest
from communique.publish.items import Site
from communique.publish.publishing import WORK, _working, select
from communique.reports import reports_in

PAUSE = 1.0


@dataclass(frozen=True)
class Preview:
    """A site that is shown on loopback: from which reports, with what options."""

    out: Path
    site: Site
    drafts: bool = False
    full_text: bool = False

    @property
    def root(self) -> Path:
        """The folder of the pages."""
        return self.out / WORK / "preview" / "tree"

    def make(self) -> tuple[CommuniqueError, ...]:
        """Makes the site as it would be published now; what is wrong with single reports."""
        with _working(self.out):
            chosen = select(self.out, Manifest(), drafts=self.drafts, full_text=self.full_text)
            self.root.parent.mkdir(parents=True, exist_ok=True)
            settled = read_settled(self.out)
            built = build(chosen.sources, self.site, Tree.at(self.root), settled=settled, old=Manifest())
        return (*chosen.problems, *built.problems)

    def fingerprint(self) -> tuple[tuple[str, int], ...]:
        """When what the site is made of was changed last."""
        files = [self.out / FILE_NAME]
        for report in reports_in(self.out):
            files += sorted(report.folder.iterdir())
        return tuple((str(path), path.stat().st_mtime_ns) for path in files if path.is_file())


class _Handler(SimpleHTTPRequestHandler):
    """Serves the pages, and the site's own page for what is not there."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: requests are no news."""

    def list_directory(self, path: Any) -> None:  # noqa: ARG002
        """No folder is listed."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page where there is no such page."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def end_headers(self) -> None:
        """Nothing is kept by the browser, since any page may change."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def serve(
    preview: Preview,
    *,
    port: int = 0,
    say: Callable[[str], None] = lambda _: None,
    fail: Callable[[CommuniqueError], None] = lambda _: None,
    stop: threading.Event | None = None,
) -> None:
    """Shows the site on loopback until `stop` (for ever without it): its address goes to `say`, errors to `fail`.

    `port` 0 takes a free one. The first making may raise PublishError; a later one that fails leaves the pages there.
    """
    stop = stop or threading.Event()
    preview.root.mkdir(parents=True, exist_ok=True)
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(preview.root))) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        preview = replace(preview, site=replace(preview.site, base_url=address))
        seen = preview.fingerprint()
        for problem in preview.make():
            fail(problem)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        say(address)
        try:
            while not stop.wait(PAUSE):
                if (now := preview.fingerprint()) != seen:
                    seen = now
                    _again(preview, say, fail)
        finally:
            server.shutdown()
            thread.join()


def _again(preview: Preview, say: Callable[[str], None], fail: Callable[[CommuniqueError], None]) -> None:
    try:
        for problem in preview.make():
            fail(problem)
        say("made anew")
    except CommuniqueError as error:
        fail(error)
