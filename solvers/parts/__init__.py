"""Programmes that fall into parts which share nothing but funds: found, priced and solved part by part."""
