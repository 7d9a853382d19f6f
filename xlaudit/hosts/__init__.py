"""The only rooms with side effects: files, Excel, many files at once, the ledger."""
