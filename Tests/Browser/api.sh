#!/bin/bash
# Lets Schemathesis loose on the programs' interface of a fresh sample office: no server error, no break of the schema.
# usage: Tests/Browser/api.sh [satchel] [examples]     needs schemathesis (PyPI) and curl
set -euo pipefail
satchel=$(realpath "${1:-.build/debug/satchel}")
examples=${2:-20}
name=quan-tri
password='một câu dài để thử'
work=$(mktemp -d)
server=
clean() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    cd / && rm -rf "$work"
}
trap clean EXIT
# Schemathesis leaves its findings where it stands.
cd "$work"

export SATCHEL_DATA=$work/office SATCHEL_USER=$name
"$satchel" demo --data "$SATCHEL_DATA" >demo.log
"$satchel" account add "$name" --role administrator >>demo.log
"$satchel" serve --listen 127.0.0.1:0 >serve.log 2>errors.log &
server=$!
# It tells where the first administrator sets a password.
address=
for _ in $(seq 100); do
    address=$(grep -o 'http://127.0.0.1:[0-9]*/welcome#[^ ]*' serve.log | head -1) && break
    sleep 0.1
done
[ -n "$address" ] || { cat serve.log errors.log; exit 1; }
site=${address%/welcome*}

# A password, then a token for the program.
form() { curl -sf -b jar -c jar "$@"; }
form -o welcome.html --data-urlencode "secret=${address#*\#}" --data-urlencode "name=$name" \
    --data-urlencode "password=$password" --data-urlencode "again=$password" "$site/welcome"
mark=$(form "$site/me/tokens" | grep -o 'name="csrf" value="[^"]*"' | head -1 | cut -d'"' -f4)
token=$(form --data-urlencode "csrf=$mark" --data-urlencode "once=once" --data-urlencode "label=schemathesis" \
    "$site/me/tokens" | grep -o 'satchel_[A-Za-z0-9_-]\{20,\}' | head -1)
[ -n "$token" ] || { echo "no token"; exit 1; }

# It would revoke its own token. What the office refuses (422) fits the schema and not the facts; too many items may be too large a body as well.
cat >any.toml <<'TOML'
[checks.positive_data_acceptance]
enabled = false

[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "409", "413", "415", "422"]
TOML
# A second time about what there is, so that acts get further than the door.
cat any.toml - >known.toml <<'TOML'

[parameters]
"path.kit" = "bi-thu-chi-bo-thon"
"path.number" = 4
"path.id" = 2
TOML
run() {
    schemathesis --no-color --config-file "$1" run "$site/api/v1/openapi.json?lang=en" \
        --header "Authorization: Bearer $token" --max-examples "$examples" --phases examples,coverage,fuzzing \
        --exclude-path '/tokens/{id}/revoke' --exclude-checks ignored_auth --continue-on-failure --suppress-health-check all --seed 5 "${@:2}"
}
status=0
run any.toml || status=1
run known.toml --mode positive || status=1
kill -0 "$server" || { echo "the server is gone"; tail errors.log; status=1; }
exit $status
