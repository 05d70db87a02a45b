"""The planner: which of us are at which network meeting, when; a library that knows neither pages nor tables.

`problem` says what is asked, `solve` looks for a timetable, `timetable` says what it came to and with which bill.
"""
