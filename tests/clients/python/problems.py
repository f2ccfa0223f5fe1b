"""What went wrong, and the way out."""

import sys

from pushoff_client import Client
from pushoff_client.api.muscle_roles import list_muscle_roles
from pushoff_client.api.muscles import get_muscle
from pushoff_client.models import Problem


def show(answer: object) -> None:
    """Show a problem, fault by fault."""
    if isinstance(answer, Problem):
        print(answer.status, answer.code)
        for fault in answer.errors:
            print(f"{fault.parameter}: {fault.code}, perhaps {next(iter(fault.nearest), 'none')}")


client = Client(base_url=sys.argv[1])
show(get_muscle.sync("soleuss", client=client))
show(list_muscle_roles.sync(client=client, cursor="made-up"))
