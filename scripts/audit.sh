#!/bin/sh
# Looks every pinned package up among the published vulnerabilities; what cannot be looked up fails too (--strict),
# because "none known" would be said of it otherwise. In an environment of its own: its packages are none of ours.
# It asks pypi.org; AUDIT_ARGS="-s osv" asks osv.dev instead.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
if [ ! -x .venv/audit/bin/pip-audit ]; then
    "$python" -m venv .venv/audit
    .venv/audit/bin/python -m pip install --disable-pip-version-check --quiet pip-audit==2.10.1
fi
failed=
for file in requirements-dev.txt requirements-provider.txt requirements-bench.txt; do  # -dev has all of requirements.txt
    echo "$file"
    # shellcheck disable=SC2086
    .venv/audit/bin/pip-audit --strict --no-deps --disable-pip --progress-spinner off ${AUDIT_ARGS-} -r "$file" ||
        failed="$failed $file"
done
[ -z "$failed" ] || { echo "NOT CLEAN, OR NOT LOOKED UP:$failed" >&2; exit 1; }
