"""How a briefing is shown: each section as HTML, Markdown and text, in the notebook and in the report alike."""
