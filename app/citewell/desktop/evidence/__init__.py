"""Evidence beside a draft: cards, conflicts, and the document behind a citation."""
