"""The sources page: folders, documents, their metadata, and bundles."""
