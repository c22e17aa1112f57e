"""The nbconvert exporters `briefing_html` and `briefing_pdf`, their template and preprocessors."""
