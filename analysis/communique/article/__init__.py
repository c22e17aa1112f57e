"""Articles in: text, Markdown, HTML, PDF, an address, a list of articles or standard input becomes an `Article`."""

from communique.article.loading import Loaded, read_article, read_articles

__all__ = ["Loaded", "read_article", "read_articles"]
