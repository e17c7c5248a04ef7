"""What a site's act owes reaches Redis where the settings name one, and wakes nobody where they do not."""

from pathlib import Path
from uuid import uuid4

import pytest
import redis
from rq import Queue

import compliance
import migrations
from config import ComplianceConfig, prepare_instance
from disclosure import queue
from disclosure.db import transaction


@pytest.mark.parametrize("named", [True, False])
def test_a_site_hands_over_what_its_acts_owe(tmp_path: Path, redis_url: str, named: bool) -> None:
    prepare_instance(tmp_path, demo=False)
    settings = {"DISCLOSURE_INSTANCE": str(tmp_path)} | ({"DISCLOSURE_REDIS_URL": redis_url} if named else {})
    engine = compliance.create_app(ComplianceConfig.from_environment(settings)).extensions["engine"]
    migrations.upgrade(engine)
    with transaction(engine) as db:
        work = queue.owe(db, "letters:send", uuid4())
    queue.stop(engine)
    engine.dispose()
    with redis.Redis.from_url(redis_url) as connection:
        waiting = Queue("common", connection=connection, serializer="json").job_ids
    assert waiting == ([str(work)] if named else [])
