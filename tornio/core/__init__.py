"""Words and rules: pure functions and values; no Django, no clock, no input or output."""
