"""One module for each subject; a view asks, calls one action, answers."""
