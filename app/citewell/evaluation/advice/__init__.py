"""The approach advisor's rules: what was measured on a home, and what follows from it; pure."""
