"""Say which muscles drive push-off."""

import sys

from pushoff_client import Client
from pushoff_client.api.muscle_roles import list_muscle_roles
from pushoff_client.models import Direction, MuscleRolePage, MuscleRoleRead, PhaseSlug, RoleSlug

client = Client(base_url=sys.argv[1])
page = list_muscle_roles.sync(
    client=client,
    phase=[PhaseSlug.PUSH_OFF],
    role=[RoleSlug.POWER],
    direction=[Direction.DRIVES],
    limit=5,
)
if not isinstance(page, MuscleRolePage):
    sys.exit(f"No answer: {page}")

for role in page.items:
    if isinstance(role, MuscleRoleRead):  # Always, where no `fields` were asked for.
        share = "not known" if role.share is None else role.share
        print(f"{role.muscle.name}: {share} (grade {role.grade})")
