"""Articles in: text, Markdown, HTML, PDF, an address, a list of articles or standard input becomes an `Article`."""

from communique.article.finding import Source, find_articles, read_articles
from communique.article.loading import Loaded, read_article

__all__ = ["Loaded", "Source", "find_articles", "read_article", "read_articles"]
