"""Claims with their texts: sentences of documents, said differently or made false."""
