"""Hostile files, made when they are needed: archives, markup, pages, sheets, places in a folder, and regex bait."""
