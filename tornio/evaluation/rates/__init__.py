"""How often something happens: rates with their intervals, and how they differ, also where it comes in heaps.

`rows` reads the file, `summary.summarise` answers, `regression` fits the models.
"""
