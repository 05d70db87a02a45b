"""The tables of the record, and the one door through which they are read."""
