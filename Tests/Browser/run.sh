#!/bin/bash
# Runs the browser tests in a Python environment of their own, which has what api.sh needs as well.
# usage: Tests/Browser/run.sh [pytest's arguments]     needs python3 with venv, chromium (or CHROMIUM), openssl
# SATCHEL_PROGRAM names the program to test; without it, the one that was built. Pictures and report: .build/shots
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=.build/browser
shots=.build/shots
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
wanted="playwright==1.65.2 pytest==9.0.3 axe-playwright-python==0.1.8 schemathesis==4.32.5"
if [ "$(cat "$environment/wanted" 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv --clear "$environment"
    # shellcheck disable=SC2086
    "$environment/bin/pip" install --quiet --disable-pip-version-check $wanted
    echo "$wanted" >"$environment/wanted"
fi
mkdir -p "$shots"
# Plug-ins of another environment are not ours to load.
unset PYTHONPATH
SATCHEL_SHOTS="$PWD/$shots" "$environment/bin/python" -m pytest Tests/Browser -q --durations=10 \
    -p no:cacheprovider --junitxml="$shots/junit.xml" "$@"
