"""Ask again with the ETag: 304 and no body, where nothing has changed."""

import sys

from pushoff_client import Client
from pushoff_client.api.muscles import get_muscle

client = Client(base_url=sys.argv[1])
first = get_muscle.sync_detailed("soleus", client=client)
known = client.with_headers({"If-None-Match": first.headers["etag"]})
again = get_muscle.sync_detailed("soleus", client=known)
print(f"{first.status_code}, then {again.status_code}")
