"""Reports: HTML and JSON of a run, plots, comparisons of two runs."""
