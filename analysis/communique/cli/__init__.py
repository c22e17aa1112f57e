"""The command line: parse, call, report. What is heavy is imported by the command that needs it."""

from __future__ import annotations

from communique.cli import briefing, correcting, extracting, publishing, revising, tools
from communique.cli.command import cli, main

__all__ = ["briefing", "cli", "correcting", "extracting", "main", "publishing", "revising", "tools"]
