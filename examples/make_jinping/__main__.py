"""Write both forms of the example beside this package."""

from pathlib import Path

from . import make, write_folder, write_workbook

if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    tables, settings = make()
    write_folder(tables, settings, here / "jinping")
    write_workbook(tables, settings, here / "jinping.xlsx")
