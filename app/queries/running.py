"""Questions about phases, roles and the work of joints."""

from sqlmodel import Session, col

from app.domain.running import Phase, Role
from app.queries.documents import change_fields, fetch_documents
from app.queries.names import known_names
from app.queries.paging import NUMBER, By, Listing, page_of, render_page
from app.queries.snapshots import open_snapshot
from app.queries.speeds import speed_table
from app.schemas.paging import Rendered
from app.schemas.running import JointWorkParams, PhaseParams, PlaceSort, RoleParams

PHASES = Listing("phases", col(Phase.slug))
ROLES = Listing("roles", col(Role.slug))
PHASE_ORDER = {
    PlaceSort.position: (By(col(Phase.position), holds=NUMBER), By(col(Phase.slug))),
    PlaceSort.slug: (By(col(Phase.slug)),),
}
ROLE_ORDER = {
    PlaceSort.position: (By(col(Role.position), holds=NUMBER), By(col(Role.slug))),
    PlaceSort.slug: (By(col(Role.slug)),),
}


def list_phases(session: Session, params: PhaseParams) -> Rendered:
    """List the gait phases."""
    with open_snapshot(session) as at:
        order = PHASE_ORDER[params.sort]
        return render_page(at, PHASES, params, path="/v1/phases", order=order)


def list_roles(session: Session, params: RoleParams) -> Rendered:
    """List the running roles with their functions."""
    with open_snapshot(session) as at:
        order = ROLE_ORDER[params.sort]
        return render_page(at, ROLES, params, path="/v1/roles", order=order)


def list_joint_work(session: Session, params: JointWorkParams) -> Rendered:
    """List the share of joint work by joint, phase and sign; at a speed where one is asked for."""
    with open_snapshot(session) as at:
        names = known_names(at)
        phases = names.resolve("phase", "phase", params.phase)
        known = sorted(set(names.of("joint-work").values()))
        keys = [key for key in known if _asked(key, params, phases)]
        table = speed_table(at)
        speed = params.speed_m_s

        def show(page: list[str]) -> list[bytes]:
            bodies = fetch_documents(at, "joint-work", page)
            if speed is None:
                return bodies
            return [
                change_fields(body, {"at_speed": table.at(key, speed)})
                for key, body in zip(page, bodies, strict=True)
            ]

        whole = {"speed": None if speed is None else table.whole(speed)}
        return page_of(at, "/v1/joint-work", "joint-work", keys, params, show=show, extra=whole)


def _asked(key: str, params: JointWorkParams, phases: list[str]) -> bool:
    joint, phase, sign = key.split(".")
    return (
        (not params.joint or joint in params.joint)
        and (not phases or phase in phases)
        and (not params.sign or sign in params.sign)
        and (params.ids is None or key in params.ids.split(","))
    )
