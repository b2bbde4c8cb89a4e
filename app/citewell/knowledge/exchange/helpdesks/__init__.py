"""Helpdesks: a module a program, each with the forms of its exports."""
