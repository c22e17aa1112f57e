"""One tree of errors: whatever goes wrong for a reason that a user can mend is a `CommuniqueError` of one line."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Something that the user can mend. Its text is one line: what is wrong, with what, and what to do."""


class ArticleError(CommuniqueError):
    """An article that cannot be read: missing, empty, binary, too large, not English, without text, not fetched."""


class SettingsError(CommuniqueError):
    """A setting, option or parameter that does not exist or has a value of the wrong kind."""


class BriefingError(CommuniqueError):
    """Data that is no briefing: not JSON, not in the schema's form, a span or a reference that does not hold."""


class CorrectionError(CommuniqueError):
    """A correction that cannot be applied: no such entry, field or value, or words that the article does not have."""


class NotebookError(CommuniqueError):
    """A template or notebook that cannot be run: broken, without parameters, raised, timed out, its kernel died."""


class ReportError(CommuniqueError):
    """A report folder that is missing, broken, or may not be overwritten."""


class RenderError(CommuniqueError):
    """A notebook that cannot be rendered, or a part of the system that rendering needs and that is not there."""


class PublishError(CommuniqueError):
    """A site that cannot be published: nothing approved, a broken file of the editor's, a destination that fails."""
