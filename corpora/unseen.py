"""The knowledge bases that the reader never learned from: training fits on them, benchmarks measure on them."""

NEVER_LEARNT = ("policies", "bookstack", "retail", "insurance", "gym", "payroll", "library", "parcels", "courses")
WRITTEN_LAST = ("hosting", "childcare", "payments", "optics")
"""Companies that neither embedder nor reader learned from, and that no weight was chosen on."""
