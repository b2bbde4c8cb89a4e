"""Evaluation: golden and shared tickets, the activation gate, and calibration."""
