"""What is shown of an outcome: the terminal, the workbook, the page."""
