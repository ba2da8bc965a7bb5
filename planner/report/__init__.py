"""What is shown of a plan: the page, the workbook, the terminal."""
