"""What admins do with documents: add, change, retire, take back."""
