"""Checks: groundedness, policy, conflicts between passages, and disclosure of confidential text."""
