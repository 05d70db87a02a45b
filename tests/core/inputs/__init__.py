"""The inputs of the safety page that need no database, with their right answers."""
