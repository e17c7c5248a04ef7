"""How gunicorn serves any of the sites: it reads this file in the folder in which it is started."""

import gc


def post_worker_init(_worker: object) -> None:
    """Leave the program itself, now loaded, out of every later search for garbage."""
    gc.collect()
    gc.freeze()
