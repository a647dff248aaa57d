"""How well questions are answered, and what a change does to them."""
