"""The only door for reading the record: every function takes the reader and gives what they may see, nothing else.

One file a subject; what one may not see does not exist for them (R24).
"""
