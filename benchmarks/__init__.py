"""Benchmarks: each measures Citewell beside the bare part it stands on, in one run, and prints both and their ratio."""
