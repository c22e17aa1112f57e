"""The static site of the approved reports: made, compared with what is there, and brought to its destination."""

from __future__ import annotations

from communique.publish.destinations import DestinationError
from communique.publish.items import Site, site_of
from communique.publish.preview import Preview, serve
from communique.publish.publishing import Outcome, publish, published, status_of

__all__ = ["DestinationError", "Outcome", "Preview", "Site", "publish", "published", "serve", "site_of", "status_of"]
