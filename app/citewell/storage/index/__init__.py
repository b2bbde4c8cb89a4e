"""The index: documents, passages, words and vectors, written and searched."""
