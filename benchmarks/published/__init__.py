"""Instances that others published, read from their own formats and solved as programmes of our own model.

The files themselves are no part of the project: they are read from the folder that the environment variable
``RENEWAL_BENCH_DATA`` names. Readers give small frozen values (``values``), ``as_programme`` and
``mine_as_programme`` make programmes of them, ``solved`` solves one and tells what was chosen in its own
names.
"""
