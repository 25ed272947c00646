"""What a network reads and what it should answer: sequences, texts, series, made tasks."""
