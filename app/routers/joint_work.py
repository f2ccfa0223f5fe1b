"""How hip, knee and ankle share the work of running."""

from typing import Annotated

from fastapi import Query, Response

from app.answers import respond
from app.deps import SessionDep, router_of
from app.problems import documented
from app.queries import running
from app.schemas.running import JointWorkPage, JointWorkParams

router = router_of("/v1/joint-work", "Joint work")


@router.get("", response_model=JointWorkPage, responses=documented())
def list_joint_work(session: SessionDep, params: Annotated[JointWorkParams, Query()]) -> Response:
    """List each joint's share of positive and negative work, cohort by cohort, by speed."""
    return respond(running.list_joint_work(session, params))
