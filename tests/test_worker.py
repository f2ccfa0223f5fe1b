"""What every worker process runs."""

import gc

from app.worker import create_app


def test_the_application_is_kept_from_the_collector() -> None:
    usual, before = gc.get_threshold(), gc.get_freeze_count()

    application = create_app()  # Its database is not opened before somebody asks.

    assert gc.get_freeze_count() > before
    assert all(application is not other for other in gc.get_objects())
    assert gc.get_threshold() == usual
