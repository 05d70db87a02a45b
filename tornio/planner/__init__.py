"""The planner's library will live here: problem in, timetable out, no Django; nothing yet."""
