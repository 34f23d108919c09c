#!/bin/sh
# environment.sh create DIR | install DIR LOCKFILE: the virtual environment, with venv and pip, or uv where it is there.
set -eu

newest_python() {
    for name in python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Tasuki needs Python 3.11 or newer on the PATH." >&2
    return 1
}

create() {
    python=$(newest_python)
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        echo "$python has no venv module. On Debian and Ubuntu: apt install python3-venv" >&2
        return 1
    fi
    "$python" -m venv "$1"
}

install() {
    if command -v uv >/dev/null && uv pip install --python "$1/bin/python" --require-hashes -r "$2"; then
        return
    fi
    "$1/bin/python" -m pip install --disable-pip-version-check --no-compile --require-hashes -r "$2"
}

"$@"
