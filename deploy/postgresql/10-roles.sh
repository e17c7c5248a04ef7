#!/bin/sh
# Runs once, when the database is made: one login for each kind of process, a member of the group role whose
# rights `disclosure init` gives. The owner migrates and takes backups, and serves nobody.
set -eu
for member in portal review compliance worker; do
    password=$(cat "/run/secrets/${member}_password")
    psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
        --set member="$member" --set group="disclosure_$member" --set password="$password" <<'SQL'
CREATE ROLE :"group" NOLOGIN;
CREATE ROLE :"member" LOGIN PASSWORD :'password' IN ROLE :"group";
ALTER ROLE :"member" SET statement_timeout = '60s';
ALTER ROLE :"member" SET idle_in_transaction_session_timeout = '60s';
SQL
done
