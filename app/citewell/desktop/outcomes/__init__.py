"""What becomes of a draft: copied, accepted, rejected, escalated, and why it was changed."""
