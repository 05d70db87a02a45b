"""The commands of `tornio`, one to a module; each module's `command` is what `cli` fetches."""
