"""The edit log: drafts, outcomes, evidence snapshots, reviews, golden runs, and the vault of placeholders."""
