-- The two roles of Pushoff: one that migrates, seeds and imports, one that only answers. A superuser runs it once, in the
-- database of Pushoff:  psql -v ON_ERROR_STOP=1 -v password=… -v read_password=… -d pushoff -f roles.sql

CREATE ROLE pushoff LOGIN PASSWORD :'password';
CREATE ROLE pushoff_read LOGIN PASSWORD :'read_password';
ALTER ROLE pushoff_read SET default_transaction_read_only = on;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO pushoff;
GRANT USAGE ON SCHEMA public TO pushoff_read;

-- What exists, and what later migrations create.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO pushoff_read;
ALTER DEFAULT PRIVILEGES FOR ROLE pushoff IN SCHEMA public GRANT SELECT ON TABLES TO pushoff_read;
