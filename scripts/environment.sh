# shellcheck shell=sh
# Sourced by scripts/hdirledger and scripts/test, which set $root to the checkout.
# `prepare_environment NAME` makes .venv hold what .ci/NAME.txt pins (runtime, or requirements
# for development) and the project itself. When it does already, that costs two comparisons of
# files and starts no Python.

venv=${root:?}/.venv

fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

# The path belongs here because a virtual environment does not survive being moved.
dependency_stamp() {
    printf '%s\n' "$root"
    cat "$root/.ci/$1.txt"
}

dependencies_are_current() {
    [ -x "$venv/bin/python" ] && dependency_stamp "$1" | cmp -s - "$venv/stamp.$1" 2>/dev/null
}

project_is_current() {
    [ -x "$venv/bin/hdirledger" ] && cmp -s "$root/pyproject.toml" "$venv/stamp.project" 2>/dev/null
}

# A name on PATH proves little (pyenv has stand-ins for versions that are not installed), so
# each candidate is run.
find_python() {
    incomplete=
    for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
        "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        "$python" -I -c 'import ensurepip, fcntl, venv' 2>/dev/null && return
        incomplete=${incomplete:-$python}
    done
    [ -z "$incomplete" ] || fail "$incomplete cannot make a virtual environment because its venv or ensurepip module is missing (Debian and Ubuntu have them in the package $incomplete-venv)."
    fail "Python 3.11 or newer is needed, and none was found on PATH."
}

step() {
    "$@" >>"$venv/setup.log" 2>&1 </dev/null && return
    tail -n 15 "$venv/setup.log" >&2
    fail "setting up failed (the log is $venv/setup.log); the next start tries again."
}

pip_install() {
    step "$venv/bin/python" -I -m pip --disable-pip-version-check --no-input install "$@"
}

# A subshell, so that the changed settings and the lock end with it.
update_environment() (
    # Meant for other installations, these would put the packages elsewhere or change them.
    unset PIP_CONSTRAINT PIP_PREFIX PIP_ROOT PIP_TARGET PYTHONHOME PYTHONPATH
    export PIP_USER=0

    find_python
    { mkdir -p "$venv" && true >>"$venv/lock"; } 2>/dev/null || fail "cannot write to $venv."

    # The lock belongs to the open file, which python shares with this shell and with all that
    # it starts; so it lasts until the last of them has ended, in whatever way. macOS has no
    # flock command.
    exec 9>>"$venv/lock"
    "$python" -I -c '
import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("Waiting for another start that is setting up ...", file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)
' 9>&9 || fail "cannot lock $venv/lock."

    true >"$venv/setup.log"
    if ! dependencies_are_current "$1"; then
        # The development set has the same versions and more, so it can be added to the other.
        if [ "$1" = runtime ] || ! dependencies_are_current runtime; then
            echo "Setting up .venv (first use, about a minute) ..." >&2
            find "$venv" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf {} +
            step "$python" -I -m venv "$venv"
            pip_install --require-hashes -r "$root/.ci/runtime.txt"
            dependency_stamp runtime >"$venv/stamp.runtime"
        fi
        if [ "$1" != runtime ]; then
            echo "Adding the development tools to .venv ..." >&2
            pip_install --require-hashes -r "$root/.ci/$1.txt"
            dependency_stamp "$1" >"$venv/stamp.$1"
        fi
    fi

    if ! project_is_current; then
        cd "$root" || exit 1
        rm -f "$venv/stamp.project" .venv/lib/python3*/site-packages/_hdirledger.pth
        pip_install --no-deps --no-build-isolation -e .
        # Before 3.13 Python reads this file in the encoding of the locale, so an absolute path
        # with a letter like å would stop it from starting under LC_ALL=C.
        for link in .venv/lib/python3*/site-packages/_hdirledger.pth; do
            echo ../../../.. >"$link"
        done
        # Also where Python may write no compiled modules while it runs, a start should be quick.
        "$venv/bin/python" -m compileall -q hdirledger || :
        cp "$root/pyproject.toml" "$venv/stamp.project"
    fi
)

prepare_environment() {
    dependencies_are_current "$1" && project_is_current && return
    update_environment "$1" || exit 1
}
