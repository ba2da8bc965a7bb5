"""Cases: a programme under what-ifs, and what is different between the plans of two of them."""
