"""From files to passages: loaders, front matter, chunking, ingest."""
