"""A worker process to be killed: `python -m tests.jobs.program DATABASE REDIS WHERE`."""

import sys
from datetime import timedelta
from pathlib import Path

from disclosure.db import make_engine
from disclosure.jobs.common import common_jobs
from disclosure.jobs.serving import serve
from disclosure.jobs.worker import Worker
from tests.mail.cast import post_to

if __name__ == "__main__":
    database, redis_url, where = sys.argv[1:]
    jobs = common_jobs(post_to(Path(where)))
    serve(redis_url, Worker(make_engine(database), ["common"], jobs, patience=timedelta(seconds=2)))
