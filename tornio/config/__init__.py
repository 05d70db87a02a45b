"""How Tornio is put together and started: settings, addresses, the database, the `tornio` command."""
