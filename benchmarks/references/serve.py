"""Serve the usual style on a port, with the options of `pushoff serve`."""

import sys

import uvicorn

from benchmarks.raw import OPTIONS
from benchmarks.references.usual import app

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), **OPTIONS)
