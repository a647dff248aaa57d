"""Answers, and the honest no: who gives one, and what it is made of."""
