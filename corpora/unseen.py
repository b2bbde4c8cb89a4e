"""The knowledge bases that the reader never learned from: training fits on them, benchmarks measure on them."""

NEVER_LEARNT = ("policies", "bookstack", "retail", "insurance", "gym", "payroll", "library", "parcels", "courses")
NOT_CHOSEN_ON = ("hosting", "childcare", "payments", "optics")
"""Others that embedder and reader never learned from; no weight of search, order or sentences was fitted on them."""
