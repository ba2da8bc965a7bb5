"""Make the Jinping example: published totals and practices, everything finer synthetic and seeded.

``python -m examples.make_jinping`` writes the folder ``examples/jinping`` and the workbook beside it.
"""

from .tables import make
from .write import write_folder, write_workbook

__all__ = ["make", "write_folder", "write_workbook"]
