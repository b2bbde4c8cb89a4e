"""Team: releases that arrive, what they changed, the way back, and what the company set."""
