"""Parts of extracted text that loaders share: paragraphs, table rows, entries."""
