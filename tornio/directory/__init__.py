"""The community directory will live here: places and groups around a network; nothing yet."""
