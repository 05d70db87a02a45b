"""The words and rules, without a database."""
