"""Sources: indexing, search, documents, forgetting, bundles, and the sample packs."""
