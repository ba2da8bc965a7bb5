"""Make the example jinping-all: the Jinping district with every rule that such a district would have.

``python -m examples.make_jinping_all`` writes the folder ``examples/jinping-all``. Estates, works and votes
are those of the Jinping example; what is added is synthetic and seeded like it (see the example's README).
"""

from .tables import make

__all__ = ["make"]
