"""The tests: sentences by known people."""
