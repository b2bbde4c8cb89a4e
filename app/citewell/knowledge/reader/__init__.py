"""The reader process: files are parsed in a child with limits of time and memory."""
