"""How well questions are answered, what a change does to them, and what each rule earns.

It judges answers and gives none.
Face: `score.run`, `score.effect`, `ablation.ablate`.
"""
