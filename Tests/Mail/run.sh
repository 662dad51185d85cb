#!/bin/bash
# Sends real mails through a real server: exim4 on this machine, with STARTTLS and logins.
# usage: Tests/Mail/run.sh [pytest's arguments]     needs root, exim4-daemon-light, openssl, python3 with venv
# SATCHEL_PROGRAM names the program to test; without it, the one that was built.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=.build/mail
wanted="pytest==9.0.3"
if [ "$(cat "$environment/wanted" 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv --clear "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check "$wanted"
    echo "$wanted" >"$environment/wanted"
fi
# Plug-ins of another environment are not ours to load.
unset PYTHONPATH
"$environment/bin/python" -m pytest Tests/Mail -q -p no:cacheprovider "$@"
