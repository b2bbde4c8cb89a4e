"""Routing: risk, phrasing, the decision to answer, ask, refuse or hand over, and its confidence."""
