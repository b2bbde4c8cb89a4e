"""The recipe of the shipped drafter: its examples, and how they are made."""
