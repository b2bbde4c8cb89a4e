"""Prompt injection: signs of orders to the program, and passages made to be found."""
