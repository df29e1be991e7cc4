#!/usr/bin/env bash
# The warehouse's roles, made when its volume is new: one that loads and owns the tables, one that may only read them.
#
#   LOADER_PASSWORD, REPORTING_PASSWORD
set -euo pipefail

: "${LOADER_PASSWORD:?}" "${REPORTING_PASSWORD:?}"
export LOADER_PASSWORD REPORTING_PASSWORD

# psql takes the passwords from its environment: arguments can be seen by other processes.
psql --set=ON_ERROR_STOP=1 --set=database="${POSTGRES_DB:-loadstream}" --username="${POSTGRES_USER:-postgres}" \
  --dbname="${POSTGRES_DB:-loadstream}" << 'SQL'
\getenv loader LOADER_PASSWORD
\getenv reporting REPORTING_PASSWORD
CREATE ROLE loadstream_loader LOGIN PASSWORD :'loader' CONNECTION LIMIT 50;

-- The migrations grant reading to this role; the loader itself may not make roles.
CREATE ROLE loadstream_report NOLOGIN;
CREATE ROLE loadstream_dashboards LOGIN PASSWORD :'reporting' CONNECTION LIMIT 20 IN ROLE loadstream_report;

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- It loads by way of temporary tables, and builds whole schemas anew.
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"database" TO loadstream_loader;
GRANT CONNECT ON DATABASE :"database" TO loadstream_dashboards;

ALTER ROLE loadstream_dashboards SET default_transaction_read_only = on;
ALTER ROLE loadstream_dashboards SET statement_timeout = '60s';
SQL
