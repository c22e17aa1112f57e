"""Does once, before any article, what costs time only the first time: imports, the pipeline, fonts, caches."""

from __future__ import annotations

PRELOAD = ("communique.warming:warm",)
"""What the kernels of a briefing have ready."""

TEXT = """President Anna Lindt of Norland turned down a truce that Sudia had proposed, her office said on Monday.

"We cannot accept it," Lindt said. Instead she offered to free ten prisoners by Friday if Sudia opened its border.
Prime Minister Omar Hale of Sudia agreed to open the border, and he accused Norland of delay.
"""


def warm() -> None:
    """Reads a small text and shows every section of its briefing, so that the next one is quick."""
    import matplotlib_inline.backend_inline  # noqa: F401  which a kernel imports as it starts

    from communique.article import read_article  # noqa: F401
    from communique.display import BriefingView
    from communique.extraction import analyse
    from communique.model import Article

    view = BriefingView(analyse(Article.of(TEXT)))
    for section in (name for name in dir(view) if not name.startswith("_")):
        if show := getattr(getattr(view, section), "_repr_mimebundle_", None):
            show()
