"""Many at once by slug; what does not exist is told."""

import sys

from pushoff_client import Client
from pushoff_client.api.muscles import list_muscles
from pushoff_client.models import MusclePage, MuscleSummary

client = Client(base_url=sys.argv[1])
slugs = ["soleus", "tibialis-anterior", "no-such-muscle"]
page = list_muscles.sync(client=client, ids=slugs, limit=200)
if not isinstance(page, MusclePage):
    sys.exit(f"No answer: {page}")

for muscle in page.items:
    if isinstance(muscle, MuscleSummary):
        print(f"{muscle.slug}: {muscle.name}")
print(f"missing: {', '.join(page.missing)}")
