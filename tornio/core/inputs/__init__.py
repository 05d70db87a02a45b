"""What people type: each function gives back a clean value, or refuses with a sentence, or asks (safety: inputs).

Refusals and questions store nothing, and what was typed is kept in the form. `answer` is what somebody chose when they
were asked. What no hand typed is `Malformed`.
"""
