"""Write the example beside this package."""

from pathlib import Path

from examples.make_jinping.write import write_folder

from . import make

if __name__ == "__main__":
    tables, settings = make()
    write_folder(tables, settings, Path(__file__).resolve().parent.parent / "jinping-all")
