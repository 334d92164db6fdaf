"""One module for each command of the command line; `pipeline/cli.py` puts them together."""
