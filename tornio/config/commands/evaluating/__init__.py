"""The commands of `tornio evaluate`, one to a module."""
