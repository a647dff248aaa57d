"""Answers, and the honest no: who may give one in which order, and what it is made of.

What a question says is of `query`, of whom it asks of `scope`.
Face: `answerers.ANSWERERS`, where a new one gets its place.
"""
