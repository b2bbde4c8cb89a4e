"""The knowledge bases that the reader never learned from: training fits on them, benchmarks measure on them."""

NEVER_LEARNT = ("policies", "bookstack", "retail", "insurance", "gym", "payroll", "library", "parcels", "courses")
