"""Runs the SAM command line as `sam` does, with PyYAML's parser in C where it has one: the template is read several
times, and each takes half a second in Python."""

import sys

import yaml

yaml.SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

from samcli.cli.main import cli  # noqa: E402, what it imports takes the loader along

if __name__ == "__main__":
    sys.argv[0] = "sam"
    sys.exit(cli())
