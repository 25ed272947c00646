"""What a visitor has set and done."""
