"""Text units and word lists: sentences, content words, languages, near copies."""
