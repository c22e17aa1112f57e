"""The parameters of a template as a contract: names, types, defaults and help, and values that fit them."""

from __future__ import annotations

import ast
import datetime
import io
import json
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from communique.errors import NotebookError, SettingsError

if TYPE_CHECKING:
    from nbformat import NotebookNode  # which takes longer to import than a kernel to start

NAMES: Mapping[str, Any] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "date": datetime.date,
    "datetime": datetime.datetime,
    "list": list,
    "dict": dict,
    "None": None,
    "Any": Any,
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a template. `type` and `default` are Python source, `help` the comment on the line."""

    name: str
    type: str
    default: str
    help: str

    def fit(self, value: Any) -> Any:
        """`value` as the parameter's type, made of what JSON knows; SettingsError where it does not fit.

        Dates become ISO 8601 strings; text for a number, a truth value, a list or a dictionary is read as one.
        """
        adapter: TypeAdapter[Any] = TypeAdapter(_kind(self.type), config=ConfigDict(strict=False))
        plain = _plain(value)
        try:
            return _plain(adapter.validate_python(_from_json(plain, self.type)))
        except ValidationError as error:
            shown = json.dumps(plain, ensure_ascii=False, default=repr)
            shown = shown if len(shown) <= 60 else shown[:59] + "…"
            message = error.errors(include_url=False)[0]["msg"].removeprefix("Input ")
            raise SettingsError(f"parameter {self.name} takes {self.type} and got {shown}: {message}") from None


def parameters_of(notebook: NotebookNode, name: str = "the notebook") -> list[Parameter]:
    """The parameters in the cell tagged `parameters`, in its order; NotebookError without such a cell."""
    source = next((cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())), None)
    if source is None:
        raise NotebookError(f"{name} has no cell tagged 'parameters'; tag the cell that holds its defaults")
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise NotebookError(f"{name}: the parameters cell is not Python: line {error.lineno}: {error.msg}") from error
    comments = _comments(source)
    return [p for statement in body if (p := _parameter(statement, comments)) is not None]


def typed(parameters: Iterable[Parameter], values: Mapping[str, Any], name: str = "the notebook") -> dict[str, Any]:
    """`values` as the types of `parameters`, in the order of those; SettingsError for an unknown name or a misfit."""
    known = {parameter.name: parameter for parameter in parameters}
    for given in values:
        if given not in known:
            takes = ", ".join(known) or "none"
            raise SettingsError(f"{name} has no parameter {given!r}; it takes {takes}")
    return {p.name: p.fit(values[p.name]) for p in known.values() if p.name in values}


def _parameter(statement: ast.stmt, comments: Mapping[int, str]) -> Parameter | None:
    """The parameter that an assignment makes; None for any other statement."""
    help = comments.get(statement.end_lineno or 0, "")
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as value):
            source = annotation.value if isinstance(annotation, ast.Constant) else ast.unparse(annotation)
            return Parameter(name, str(source), ast.unparse(value), help)
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return Parameter(name, _type_of(value), ast.unparse(value), help)
    return None


def _type_of(value: ast.expr) -> str:
    """The type of a default without annotation; `Any` where it is None or computed."""
    try:
        default = ast.literal_eval(value)
    except ValueError:
        return "Any"
    return type(default).__name__ if type(default).__name__ in NAMES else "Any"


def _comments(source: str) -> dict[int, str]:
    """The comments of a source by line, counted from 1."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}


def _kind(source: str) -> Any:
    """The type that an annotation names, of the few kinds that a parameter can have; `Any` for all else."""
    try:
        return _evaluate(ast.parse(source, mode="eval").body)
    except (SyntaxError, KeyError, TypeError):
        return Any


def _evaluate(node: ast.expr) -> Any:
    """An annotation looked up, not run: a template's text is data until its kernel runs it."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return NAMES[name]
        case ast.Constant(value=None):
            return None
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _evaluate(left) | _evaluate(right)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=slice):
            return Literal[ast.literal_eval(slice)]
        case ast.Subscript(value=ast.Name(id="Optional"), slice=slice):
            return _evaluate(slice) | None
        case ast.Subscript(value=ast.Name(id="Union"), slice=ast.Tuple(elts=parts)):
            return reduce(or_, map(_evaluate, parts))
        case ast.Subscript(value=ast.Name(id=("list" | "dict") as name), slice=ast.Tuple(elts=parts)):
            return NAMES[name][tuple(map(_evaluate, parts))]
        case ast.Subscript(value=ast.Name(id=("list" | "dict") as name), slice=slice):
            return NAMES[name][_evaluate(slice)]
    raise KeyError(ast.unparse(node))


def _from_json(value: Any, type: str) -> Any:
    """A text given for a list or a dictionary, read as JSON where it is that."""
    if isinstance(value, str) and "str" not in type.split("[")[0] and ("list" in type or "dict" in type):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _plain(value: Any) -> Any:
    """`value` in the kinds that JSON knows: dates as ISO 8601, paths as text, tuples as lists."""
    match value:
        case datetime.date():
            return value.isoformat()
        case PurePath():
            return str(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case None | bool() | int() | float() | str():
            return value
    raise SettingsError(f"a parameter cannot be of the kind {type(value).__name__}; give text, numbers, lists or dates")
