"""How another generation comes to answer: decisions, building, pointer, backup."""
