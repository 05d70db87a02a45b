"""How something measured more than once changes: by how much, in whom, beside others, and what is missing.

`rows` reads the file (wide or long), `summary.summarise` answers, `models` fits.
"""
