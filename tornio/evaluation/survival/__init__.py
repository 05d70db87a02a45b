"""Time until something happens: curves, medians, means up to a horizon, comparisons, competing events, models.

`observations` reads the file, `summary.summarise` answers; between them, one subject to a module. What is counted over
all rows is one Ibis expression, for whichever engine; what it found comes into this process and is reckoned here.
"""
