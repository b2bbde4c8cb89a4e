"""Values, errors, ports, progress: the words of Citewell, on the standard library alone."""
