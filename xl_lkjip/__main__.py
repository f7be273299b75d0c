"""`python -m xl_lkjip`."""

import sys

from .cli import main

sys.exit(main())
