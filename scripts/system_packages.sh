#!/usr/bin/env bash
# Install the programs that the browser, office and database tests drive, where this machine allows it (Debian or
# Ubuntu, as root or with sudo that asks no password). Does nothing when they are there. Never fails: what is missing
# is printed, and the tests that need it say that they did not run. `scripts/system_packages.sh soak` adds what only the
# long form of the tests drives.
set -u

#        program   Debian's packages                     what cannot run without it
needed=("chromium  chromium,fonts-liberation             TESTS MARKED 'BROWSER' (THE DASHBOARD IN CHROMIUM)"
        "soffice   libreoffice-calc-nogui                TESTS MARKED 'OFFICE' (WORKBOOKS RECALCULATED IN LIBREOFFICE)"
        "uno       python3-uno                           TESTS THAT WORK IN LIBREOFFICE AS A USER DOES"
        "pdftoppm  poppler-utils                         TESTS THAT LOOK AT PRINTED PAGES"
        "initdb    postgresql                            TESTS MARKED 'POSTGRESQL' (SAVED SCENARIOS IN POSTGRESQL)")

if [ "${1:-}" = soak ]; then
    needed+=("nginx    nginx-light                           TESTS OF SEVERAL REPLICAS BEHIND A PROXY"
             "bwrap    bubblewrap                            TESTS IN A ROOT FILE SYSTEM THAT MAY ONLY BE READ")
fi

# LibreOffice's bridge is no program but a module of the system's own Python. Debian keeps PostgreSQL's programs in a
# folder for each release.
is_there() {
    case "$1" in
        uno) /usr/bin/python3 -c "import uno" 2>/dev/null ;;
        initdb) command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

missing_packages() {
    for line in "${needed[@]}"; do
        read -r program packages _ <<<"$line"
        is_there "$program" || echo "${packages//,/ }"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

packages=$(missing_packages)
[ -z "$packages" ] && exit 0

if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    echo "Installing with apt-get:" $packages
    export DEBIAN_FRONTEND=noninteractive
    wait_for_others="-oDPkg::Lock::Timeout=300"
    as_root apt-get $wait_for_others -qq update </dev/null
    as_root apt-get $wait_for_others -qq install --no-install-recommends -y $packages </dev/null >/dev/null
fi

for line in "${needed[@]}"; do
    read -r program packages tests <<<"$line"
    is_there "$program" && continue
    echo "NOT INSTALLED: $(printf %s "$program" | tr "[:lower:]" "[:upper:]"). WILL NOT RUN: $tests."
    echo "    On Debian or Ubuntu: sudo apt-get install ${packages//,/ }"
done
exit 0
