"""A site gets to a folder, a bucket, a branch; one that refuses or fails is told in a line, with what is wanted."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from communique.errors import PublishError
from communique.publish import Site, publish
from communique.publish.delivery import MANIFEST
from communique.publish.destinations import Folder, Told
from communique.reports import reports_in, withdraw


def withdraw_one(out: Path) -> str:
    report = next(reports_in(out))
    withdraw(report)
    return report.name


# A folder


def test_a_folder_loses_nothing_but_what_is_ours(out: Path, site: Site, tmp_path: Path) -> None:
    to = tmp_path / "site"
    (to / "reports" / "theirs").mkdir(parents=True)
    (to / "reports" / "theirs" / "note.txt").write_text("theirs")
    publish(out, str(to), site)
    name = withdraw_one(out)
    publish(out, str(to), site)
    assert (to / "reports" / "theirs" / "note.txt").read_text() == "theirs"
    assert not (to / "reports" / name).exists()


@pytest.mark.parametrize("spoil", ["file", "foreign"])
def test_a_folder_that_refuses_is_told(out: Path, site: Site, tmp_path: Path, spoil: str) -> None:
    to = tmp_path / "site"
    if spoil == "file":
        to.write_text("no folder")
    else:
        to.mkdir()
        (to / "index.html").write_text("theirs")
    with pytest.raises(PublishError) as caught:
        publish(out, str(to), site)
    assert "\n" not in str(caught.value)
    assert (to if to.is_file() else to / "index.html").read_text() in {"no folder", "theirs"}


class Full(Folder):
    """A folder on a disk that is full after some writes."""

    left = 40

    def write(self, path: str, data: bytes) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(28, "No space left on device")
        super().write(path, data)


def test_a_disk_that_fills_up_is_told_and_the_next_publication_finishes(
    out: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.publish.destinations.Folder", Full)
    with pytest.raises(PublishError, match="No space left on device; publish again when it is mended"):
        publish(out, str(tmp_path / "site"), site)
    monkeypatch.undo()
    assert publish(out, str(tmp_path / "site"), site).sent > 0
    assert publish(out, str(tmp_path / "site"), site).sent == 0


# Through fsspec


def test_whatever_fsspec_reaches_takes_a_site(out: Path, site: Site, tmp_path: Path) -> None:
    publish(out, "memory://press/site", site)
    store: Any = fsspec.filesystem("memory")
    publish(out, str(tmp_path / "site"), site)
    there = {path.removeprefix("/press/site/") for path in store.find("/press/site")}
    assert there == set(Folder(tmp_path / "site").paths())
    assert store.cat("/press/site/index.html") == (tmp_path / "site" / "index.html").read_bytes()
    assert publish(out, "memory://press/site", site).sent == 0
    name = withdraw_one(out)
    publish(out, "memory://press/site", site)
    assert not [path for path in store.find("/press/site") if name in path]


def test_a_place_that_cannot_move_at_once_gets_files_whole(out: Path, site: Site, tmp_path: Path) -> None:
    publish(out, f"file://{tmp_path}/site", site)
    assert not list((tmp_path / "site").rglob("*.partial"))
    assert (tmp_path / "site" / MANIFEST).is_file()
    assert publish(out, f"file://{tmp_path}/site", site).sent == 0


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A bucket, and the variables by which it is reached."""
    import boto3

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "known")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "known")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    boto3.client("s3").create_bucket(Bucket="press")
    return "s3://press/site"


def test_a_bucket_takes_a_site_with_the_kinds_of_its_files(out: Path, site: Site, bucket: str) -> None:
    import boto3

    outcome = publish(out, bucket, site)
    client = boto3.client("s3")
    kinds = {
        name: client.head_object(Bucket="press", Key=f"site/{name}")["ContentType"]
        for name in ("index.html", "assets/site.css", "data/reports.json", "feed.xml", "robots.txt")
    }
    assert kinds["index.html"] == "text/html" and kinds["assets/site.css"] == "text/css"
    assert kinds["data/reports.json"] == "application/json" and kinds["robots.txt"] == "text/plain"
    assert outcome.sent == len(outcome.changes.new)
    assert publish(out, bucket, site).sent == 0
    name = withdraw_one(out)
    outcome = publish(out, bucket, site)
    assert f"reports/{name}/index.html" in outcome.changes.gone
    listed = client.list_objects_v2(Bucket="press", Prefix=f"site/reports/{name}/")
    assert listed["KeyCount"] == 0


def test_a_bucket_that_is_not_there_is_told(out: Path, site: Site, bucket: str) -> None:
    with pytest.raises(PublishError, match="s3://nowhere/site failed") as caught:
        publish(out, "s3://nowhere/site", site)
    assert "\n" not in str(caught.value)


def test_missing_credentials_are_named(
    out: Path, site: Site, bucket: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(PublishError, match="set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        publish(out, bucket, site)


def test_a_place_that_is_not_known_is_told(out: Path, site: Site) -> None:
    with pytest.raises(PublishError, match="is of a kind that is not known"):
        publish(out, "nonsense://x/y", site)


@pytest.mark.skipif(find_spec("adlfs") is not None, reason="what Azure needs is installed")
def test_a_missing_package_is_named(out: Path, site: Site) -> None:
    with pytest.raises(PublishError, match=r"install communique\[azure\]"):
        publish(out, "abfs://a/b", site)


def test_a_password_is_never_told() -> None:
    place = Told(Folder(Path("/dev/null/site")), "sftp://jo:secret@press.test/site")
    with pytest.raises(PublishError, match=r"sftp://jo@press\.test/site failed: ") as caught:
        place.write("index.html", b"")
    assert "secret" not in str(caught.value)


# A branch


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    git("init", "--quiet", "--bare", str(tmp_path / "press.git"))
    return tmp_path / "press.git"


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def commits(repository: Path, branch: str) -> list[str]:
    return git("-C", str(repository), "log", "--format=%s", branch).splitlines()


def tree(repository: Path, branch: str) -> set[str]:
    return set(git("-C", str(repository), "ls-tree", "-r", "--name-only", branch).splitlines())


def test_a_branch_takes_a_site_as_one_commit_each_time(out: Path, site: Site, repository: Path, tmp_path: Path) -> None:
    to = f"git+file://{repository}#pages"
    publish(out, to, site)
    publish(out, str(tmp_path / "site"), site)
    assert tree(repository, "pages") == set(Folder(tmp_path / "site").paths())
    assert publish(out, to, site).sent == 0
    assert commits(repository, "pages") == ["Publish Harbour Briefings"]
    name = withdraw_one(out)
    publish(out, to, site)
    assert len(commits(repository, "pages")) == 2
    assert not [path for path in tree(repository, "pages") if name in path]


def test_a_dry_run_makes_no_commit(out: Path, site: Site, repository: Path) -> None:
    outcome = publish(out, f"git+file://{repository}", site, dry_run=True)
    assert outcome.changes.new
    assert git("-C", str(repository), "branch", "--list") == ""


def test_what_else_is_on_the_branch_stays(out: Path, site: Site, repository: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", str(repository), str(tmp_path / "clone"))
    (tmp_path / "clone" / "CNAME").write_text("press.test")
    who = ("-c", "user.name=x", "-c", "user.email=x@x.test")
    for arguments in (
        ("checkout", "--quiet", "-b", "gh-pages"),
        ("add", "CNAME"),
        (*who, "commit", "--quiet", "-m", "x"),
    ):
        git("-C", str(tmp_path / "clone"), *arguments)
    git("-C", str(tmp_path / "clone"), "push", "--quiet", "origin", "gh-pages")
    publish(out, f"git+file://{repository}", site)
    assert "CNAME" in tree(repository, "gh-pages")


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("git+file:///nowhere/at/all#pages", "the Git repository does not take the site"),
        ("git+file://{}#a..b", "is no name of a branch"),
    ],
)
def test_a_repository_that_refuses_is_told(out: Path, site: Site, repository: Path, to: str, expected: str) -> None:
    with pytest.raises(PublishError, match=expected) as caught:
        publish(out, to.format(repository), site)
    assert "\n" not in str(caught.value)


def test_a_branch_that_refuses_the_push_stays_as_it_was(out: Path, site: Site, repository: Path) -> None:
    to = f"git+file://{repository}#pages"
    publish(out, to, site)
    hook = repository / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    before = git("-C", str(repository), "rev-parse", "pages")
    withdraw_one(out)
    with pytest.raises(PublishError, match="does not take the site"):
        publish(out, to, site)
    assert git("-C", str(repository), "rev-parse", "pages") == before
