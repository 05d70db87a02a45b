"""The evaluation library will live here: figures from the record itself, no Django; nothing yet."""
