"""A workbook that is open in Excel, through the public API of xlwings: read as a ``Snapshot``, changed by a ``Patch``."""
