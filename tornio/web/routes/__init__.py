"""Addresses, one file a subject; addresses that members see are opaque."""
