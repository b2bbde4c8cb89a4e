"""Where the bundle starts: the same program as ``python -m citewell``."""

import multiprocessing
import sys

from citewell.__main__ import main

if __name__ == "__main__":
    # Where multiprocessing starts a helper of its own (tqdm's lock does on macOS), it starts this program again.
    multiprocessing.freeze_support()
    sys.exit(main())
