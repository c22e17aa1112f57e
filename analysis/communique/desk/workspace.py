"""A workspace: a folder with the templates to change and a `communique.toml` that says what can be set."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import tomlkit

from communique.errors import SettingsError
from communique.execution import find_template, template_names
from communique.settings import FILE_NAME, Settings

DESK = "desk"
INTRODUCTION = """\
# The settings of this folder: what communique does when it is called here. Each line shows the default;
# take away the # to change it. COMMUNIQUE_* variables and options of the command line count before this file.
"""


def make_workspace(folder: Path) -> list[Path]:
    """Puts the templates and a commented `communique.toml` into `folder` and gives their paths.

    SettingsError, nothing written, where one of them is there already or the folder cannot be written to.
    """
    names = template_names()
    files = {folder / "notebooks" / f"{name}.ipynb": find_template(name).read_bytes() for name in names}
    files[folder / FILE_NAME] = commented(notebook="notebooks/briefing.ipynb").encode()
    if there := [path for path in files if path.exists()]:
        raise SettingsError(f"{there[0]} is there already; move it away, or choose another folder")
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written to: {error.strerror}") from error
    return list(files)


def commented(**chosen: str) -> str:
    """A `communique.toml` in which every setting stands, commented out with its default or as it is `chosen`."""
    lines = []
    for name, field in Settings.model_fields.items():
        value = tomlkit.item(_plain(field.default)).as_string() if field.default is not None else '""'
        setting = f"{name} = {tomlkit.item(chosen[name]).as_string()}" if name in chosen else f"# {name} = {value}"
        lines += [f"# {field.description or name}", setting, ""]
    return INTRODUCTION + "\n" + "\n".join(lines)


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return value.as_posix()
    return list(value) if isinstance(value, tuple) else value


def desk_notebook(out: Path) -> Path:
    """The desk notebook in the folder of the reports, put there where it is not."""
    path = out / f"{DESK}.ipynb"
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            shutil.copyfile(find_template(DESK), path)
    except OSError as error:
        raise SettingsError(f"{out} cannot be written to: {error.strerror}; choose another with --out") from error
    return path
