"""Loaders for plain text, Markdown, HTML and e-books."""
