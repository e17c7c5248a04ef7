#!/bin/sh
# Makes every secret that compose.yaml names, once; what is there already stays. Run it in deploy/ as root.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets keys/portal keys/review keys/ledger keys/escrow backups
random() { head -c 36 /dev/urandom | base64 | tr '+/' '-_'; }
keep() { [ -s "secrets/$1" ] || printf '%s\n' "$2" > "secrets/$1"; }
for member in owner portal review compliance worker; do
    keep "${member}_password" "$(random)"
    keep "${member}_database_url" "postgresql+psycopg://$member:$(cat "secrets/${member}_password")@postgres/disclosure"
done
for name in portal review compliance accounts; do keep "${name}_secret" "$(random)"; done
keep redis_password "$(random)"
keep redis_url "redis://:$(cat secrets/redis_password)@redis:6379/0"
keep mail_url "smtp://smtp:587"
if [ ! -s secrets/s3_credentials ]; then
    key=$(random) secret=$(random)
    keep s3_credentials "[default]
aws_access_key_id = $key
aws_secret_access_key = $secret"
    keep s3_identities "{\"identities\": [{\"name\": \"disclosure\", \"credentials\": [{\"accessKey\": \"$key\", \"secretKey\": \"$secret\"}], \"actions\": [\"Read\", \"Write\", \"List\", \"Admin\"]}]}"
fi
# Whoever a container runs as reads what it is given; on this machine only root may enter the folder.
chmod 644 secrets/*
chown -R 10001:10001 keys backups
echo "The secrets are in $(pwd)/secrets. Keep a copy apart from every backup of the database."
