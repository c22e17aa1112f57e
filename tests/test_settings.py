"""Settings come from four places, each over the one before, and a wrong one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from communique.errors import SettingsError
from communique.settings import Settings, load_settings


def settings_in(folder: Path, toml: str = "", environ: dict[str, str] | None = None, **options: object) -> Settings:
    (folder / "communique.toml").write_text(toml, "utf-8")
    return load_settings(folder=folder, environ=environ or {}, **options)


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(folder=tmp_path, environ={}) == Settings()
    assert Settings().out == Path("reports")
    assert Settings().formats == ("html", "pdf")


def test_each_place_stands_over_the_one_before(tmp_path: Path) -> None:
    toml = 'notebook = "file"\norganization = "file"\nfooter = "file"\nformats = ["html", "md"]\n'
    environ = {"COMMUNIQUE_ORGANIZATION": "variable", "COMMUNIQUE_FOOTER": "variable", "OTHER": "x"}
    found = settings_in(tmp_path, toml, environ, footer="option", notebook=None)
    assert (found.notebook, found.organization, found.footer) == ("file", "variable", "option")
    assert found.formats == ("html", "md")


def test_variables_carry_numbers_and_lists(tmp_path: Path) -> None:
    found = settings_in(tmp_path, environ={"COMMUNIQUE_FORMATS": "html, docx", "COMMUNIQUE_MIN_CONFIDENCE": "0.5"})
    assert found.formats == ("html", "docx")
    assert found.min_confidence == 0.5


def test_the_working_directory_is_where_the_file_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "communique.toml").write_text('footer = "here"', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMUNIQUE_ACCENT", "#1a5fb4")
    assert load_settings().footer == "here"
    assert load_settings().accent == "#1a5fb4"


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ('organisation = "x"', "communique.toml: there is no setting organisation; did you mean organization?"),
        ("zzz = 1", "communique.toml: there is no setting zzz"),
        ('timeout = "soon"', "communique.toml: timeout should be a valid number"),
        ("min_confidence = 7", "communique.toml: min_confidence should be less than or equal to 1, and is 7"),
        ('formats = ["exe"]', "communique.toml: formats should be 'html', 'pdf', 'md' or 'docx', and is 'exe'"),
        ("organization = 1", "communique.toml: organization should be a valid string, and is 1"),
        ('accent = "reddish"', "communique.toml: accent should match pattern"),
        ("a = ", "communique.toml is not valid TOML"),
    ],
)
def test_a_wrong_setting_of_the_file_is_told(tmp_path: Path, toml: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_in(tmp_path, toml)
    assert str(caught.value).startswith(expected)
    assert "\n" not in str(caught.value)


def test_a_wrong_variable_or_option_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="environment: COMMUNIQUE_TIMEOUT should be greater than 0, and is '-1'"):
        settings_in(tmp_path, environ={"COMMUNIQUE_TIMEOUT": "-1"})
    with pytest.raises(SettingsError, match="no setting COMMUNIQUE_FOTER; did you mean COMMUNIQUE_FOOTER"):
        settings_in(tmp_path, environ={"COMMUNIQUE_FOTER": "x"})
    with pytest.raises(SettingsError, match="options: page_size should be 'A4' or 'Letter', and is 'A5'"):
        settings_in(tmp_path, page_size="A5")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "communique.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(folder=tmp_path, environ={})


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().footer = "x"  # type: ignore[misc]
