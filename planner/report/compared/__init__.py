"""A comparison as files: the document itself, a workbook, and a page that works without a network."""
