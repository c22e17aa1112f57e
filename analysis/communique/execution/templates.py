"""Where the notebook templates are, and how a notebook is read from disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import NotebookError

if TYPE_CHECKING:
    from nbformat import NotebookNode

PACKAGE = Path(__file__).parent.parent


def templates_folder() -> Path:
    """The folder of the shipped templates: inside the package when installed, beside `analysis/` in a checkout."""
    installed = PACKAGE / "notebooks"
    return installed if installed.is_dir() else PACKAGE.parent.parent / "notebooks"


def template_names() -> list[str]:
    """The names of the shipped templates, sorted."""
    return sorted(path.stem for path in templates_folder().glob("*.ipynb"))


def find_template(name: str) -> Path:
    """The file that `name` means: itself where it ends in `.ipynb`, else a shipped template; NotebookError if none."""
    if name.endswith(".ipynb"):
        if not Path(name).is_file():
            raise NotebookError(f"there is no notebook {name!r}; give the path of an .ipynb file")
        return Path(name).absolute()
    known = template_names()
    if name not in known:
        raise NotebookError(
            f"there is no template {name!r}; there is {', '.join(known)}, or give the path of an .ipynb file"
        )
    return templates_folder() / f"{name}.ipynb"


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in a file, as format 4.5 with an id for each cell; NotebookError where it is none."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise NotebookError(f"{path.name} is not a notebook: it is not UTF-8 text") from None
    except OSError as error:
        raise NotebookError(f"{path.name} cannot be read: {error.strerror}") from error
    return parse_notebook(text, path.name)


def parse_notebook(text: str, name: str) -> NotebookNode:
    """The notebook in `text`; `name` is what the NotebookError calls it."""
    import nbformat

    try:
        notebook: NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        had_ids = (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
        if not had_ids:  # upgrading gives random ids, and the same notebook is to be the same bytes
            notebook = nbformat.v4.upgrade(notebook)  # type: ignore[no-untyped-call]
            for number, cell in enumerate(notebook.cells):
                cell["id"] = f"cell-{number}"
        nbformat.validate(notebook)
    except nbformat.reader.NotJSONError as error:
        raise NotebookError(f"{name} is not a notebook: it is not JSON") from error
    except Exception as error:  # nbformat raises whatever the broken structure leads to
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise NotebookError(f"{name} is not a valid notebook: {reason}") from error
    return notebook


def dump_notebook(notebook: NotebookNode) -> bytes:
    """The notebook as the bytes of a file."""
    import nbformat

    return f"{nbformat.writes(notebook)}\n".encode()  # type: ignore[no-untyped-call]
