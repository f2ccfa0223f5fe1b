#!/bin/sh
# Makes the roles when PostgreSQL first starts in its container.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$WRITE_PASSWORD" -v read_password="$READ_PASSWORD" \
    -U postgres -d "$POSTGRES_DB" -f /etc/pushoff/roles.sql
