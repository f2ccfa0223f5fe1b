"""What is said: the shape of every answer and of every query string."""
