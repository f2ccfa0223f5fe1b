"""The explorer: pages for people who would rather look than read, over our own public API."""
