#!/bin/bash
# The launcher, with stand-ins for swift, dpkg-query, apt-get, sudo and id: what it installs, when
# it builds, what it says, and that the command gets its arguments untouched.
set -u
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
source "$root/Tests/EndToEnd/_count.sh"

scratch=$(mktemp -d) || exit 1
trap 'rm -rf -- "$scratch"' EXIT
tools=$scratch/tools
package="$scratch/a place with spaces"
calls=$scratch/calls
out=$scratch/out
err=$scratch/err
export calls tools scratch

tool() {
  { echo '#!/bin/bash' && cat; } >"$tools/$1"
  chmod +x "$tools/$1"
}

# A machine with everything in place; only these tools are on its PATH.
fresh_machine() {
  rm -rf -- "$package" "$tools" "$scratch/installed" "$scratch/listed"
  mkdir -p "$package/Sources/One" "$tools"
  : >"$calls"
  cp "$root/valence" "$package/valence"
  echo '// manifest' >"$package/Package.swift"
  echo '// one' >"$package/Sources/One/One.swift"
  printf '%s\n' liblua5.4-dev libsleef-dev libsqlite3-dev libboost-math-dev libnlopt-dev libtomlplusplus-dev libedit-dev libllvm19 >"$scratch/installed"
  local name
  for name in bash sh env readlink find sed awk grep head tail mkdir mv rm cat flock nproc sleep \
    chmod cp ln touch; do
    ln -s "$(type -P "$name")" "$tools/$name"
  done
  tool id <<<'echo "${FAKE_UID:-0}"'
  tool dpkg-query <<<'
    grep -qx -- "${@: -1}" "$scratch/installed" && printf "installed " && exit
    printf "not-installed "'
  # Knows the packages only after an update, as a fresh machine does.
  tool apt-get <<<'
    echo "apt-get $*" >>"$calls"
    echo "output of apt-get"
    case " $* " in
      *" update "*) touch "$scratch/listed" ;;
      *" install "*)
        [ -e "$scratch/listed" ] && [ -z "${FAKE_APT_BROKEN-}" ] || exit 100
        while [ "$1" != --no-install-recommends ]; do shift; done
        printf "%s\n" "${@:2}" >>"$scratch/installed" ;;
    esac'
  tool swift <<<'
    if [ "$1" = --version ]; then echo "Swift version ${FAKE_SWIFT:-6.3.1} (release)"; exit; fi
    cat >>"$calls"    # whatever stands on standard input would be lost to the command
    echo "swift $*" >>"$calls"
    echo "Building for production"
    sleep "${FAKE_SECONDS:-0}"
    if [ -n "${FAKE_ERROR-}" ]; then echo "/x/One.swift:3:4: error: $FAKE_ERROR"; exit 1; fi
    mkdir -p .build/x86_64-unknown-linux-gnu/release
    ln -sfn x86_64-unknown-linux-gnu/release .build/release
    {
      echo "#!/bin/bash"
      echo "printf \"<%s>\" \"\$@\""
      echo "[ \"\${1-}\" != read ] || cat"
      echo "[ \"\${1-}\" != fail ] || exit 3"
      echo "[ \"\${1-}\" != charts ] || [ -z \"\${FAKE_NO_CHARTS-}\" ] || { echo \"\$FAKE_NO_CHARTS\" >&2; exit 1; }"
    } >.build/release/valence
    chmod +x .build/release/valence'
}

# Runs the launcher with nothing but the stand-ins on the PATH.
launch() { PATH=$tools "$package/valence" "$@" >"$out" 2>"$err"; }
status() {
  local expected=$1
  shift
  "$@"
  local got=$?
  [ "$got" -eq "$expected" ] || { echo "  exit code $got, not $expected" && cat "$err" && false; }
}
prints() { [ "$(cat "$out")" = "$1" ] || { echo "  printed $(cat "$out")" && false; }; }
says() { grep -qF -- "$1" "$err" || { echo "  said: $(cat "$err")" && false; }; }
quiet() { [ ! -s "$err" ] || { echo "  said: $(cat "$err")" && false; }; }
builds() {
  local got
  got=$(grep -c '^swift build' "$calls")
  [ "$got" -eq "$1" ] || { echo "  $got builds, not $1" && false; }
}
called() { grep -qF -- "$1" "$calls" || { echo "  calls: $(cat "$calls")" && false; }; }
never_called() { ! grep -F -- "$1" "$calls"; }
remove_packages() { printf '%s\n' liblua5.4-dev libboost-math-dev >"$scratch/installed"; }

# Building and running.
fresh_machine
ok "first run" status 0 launch run 'a b' '' '*' '--x=$HOME'
ok "arguments arrive untouched, nothing else on stdout" prints '<run><a b><><*><--x=$HOME>'
ok "one line about the build" test "$(wc -l <"$err")" -eq 1
ok "says that it builds" says "valence: building Valence (first time: about "
ok "built once, in release" called "swift build -c release --product valence"
ok "nothing installed" never_called apt-get
ok "second run" status 0 launch
ok "second run is quiet" quiet
ok "second run builds nothing" builds 1
ok "the command's exit code" status 3 launch fail
echo "some input" | launch read
ok "stdin is the command's" prints "<read>some input"

# What counts as a change.
sleep 0.02 && echo '// two' >"$package/Sources/One/Two.swift"
echo "some input" | launch read
ok "a new file is built, and does not eat stdin" prints "<read>some input"
ok "says why" says "building Valence (sources changed)"
ok "a new file counts" builds 2
sleep 0.02 && rm "$package/Sources/One/Two.swift" && launch
ok "a deleted file counts" builds 3
sleep 0.02 && echo '// changed' >>"$package/Package.swift" && launch
ok "the manifest counts" builds 4
sleep 0.02 && touch -d '2001-01-01' "$package/Sources/One/One.swift" && launch
ok "an old file put in place counts" builds 5
launch
ok "and then it rests" builds 5
rm "$package/.build/release/valence" && launch
ok "a lost binary is built" builds 6

# From elsewhere.
mkdir -p "$scratch/elsewhere" && ln -sfn "$package/valence" "$scratch/elsewhere/link"
cd "$scratch/elsewhere" || exit 1
PATH=$tools ./link one >"$out" 2>"$err"
ok "through a symbolic link from another folder" prints "<one>"
cd "$package" && PATH=$tools sh valence two >"$out" 2>"$err"
ok "as an argument of sh" prints "<two>"
cd "$scratch" || exit 1
ok "none of it built" builds 6
mkdir -p "$package/.build/checkouts" && cp -r "$package" "$scratch/copy"
touch "$scratch/copy/.build/x86_64-unknown-linux-gnu/release/old"
PATH=$tools "$scratch/copy/valence" three >"$out" 2>"$err"
ok "a copy runs" prints "<three>"
ok "a copy builds anew" builds 7
ok "without the modules of the other place" \
  test ! -e "$scratch/copy/.build/x86_64-unknown-linux-gnu/release/old"
ok "but with what was fetched" test -d "$scratch/copy/.build/checkouts"

# Failing builds.
sleep 0.02 && touch "$package/Sources/One/One.swift"
FAKE_ERROR="no such thing" ok "a failing build" status 1 launch run
ok "shows the error" says "One.swift:3:4: error: no such thing"
ok "names the log" says ".build/valence-build.log"
ok "and runs nothing" prints ""
ok "the next run tries again" status 0 launch
FAKE_SWIFT=6.0.3 ok "a current build needs no swift" status 0 launch
touch "$package/Package.swift"
FAKE_SWIFT=6.0.3 ok "an old swift" status 1 launch
ok "is named" says "needs Swift 6.1 or newer, and this is Swift 6.0"
FAKE_SWIFT=5.10 ok "an older swift" status 1 launch
FAKE_SWIFT=6.10 ok "6.10 is newer than 6.1" status 0 launch
FAKE_SWIFT=10.0 && export FAKE_SWIFT && touch "$package/Package.swift"
ok "and so is 10.0" status 0 launch
unset FAKE_SWIFT
touch "$package/Package.swift" && rm "$tools/swift"
ok "no swift" status 1 launch
ok "says where to look" says "swift.org/install"

# Packages.
fresh_machine && remove_packages
ok "missing packages are installed" status 0 launch run
ok "it says what it does and why" says "installing what the build needs and this machine lacks"
ok "only what is missing" \
  called "install -y --no-install-recommends libsleef-dev libsqlite3-dev"
ok "after an update, since the lists were empty" called " update"
ok "stdout stays clean" prints "<run>"
fresh_machine && remove_packages && touch "$scratch/listed"
launch
ok "no update where the lists are there" never_called " update"
fresh_machine && remove_packages
VALENCE_NO_INSTALL=1 ok "installation forbidden" status 1 launch
ok "names the command" says "apt-get install libsleef-dev libsqlite3-dev"
ok "and obeys" never_called apt-get
FAKE_UID=1000 ok "neither root nor sudo" status 1 launch
ok "names the command for root" says "as root, apt-get install libsleef-dev libsqlite3-dev"
ok "nothing tried" never_called apt-get
tool sudo <<<'[ "$1" != -n ] || shift; echo "sudo $*" >>"$calls"; exec "$@"'
ln -s "$(type -P true)" "$tools/true"
FAKE_UID=1000 ok "with sudo" status 0 launch
ok "through sudo" called "sudo env DEBIAN_FRONTEND=noninteractive apt-get"
ok "it says so" says "with sudo apt-get: libsleef-dev libsqlite3-dev"
remove_packages && touch "$package/Package.swift" && : >"$calls"
tool sudo <<<'echo "sudo $*" >>"$calls"; [ "$1" != -n ]'
FAKE_UID=1000 ok "sudo that asks, and no terminal" status 1 launch
ok "names the command with sudo" says "sudo apt-get install libsleef-dev libsqlite3-dev"
FAKE_APT_BROKEN=1 ok "apt-get fails" status 1 launch
ok "shows what it said" says "output of apt-get"
ok "and what to do" says "apt-get install libsleef-dev libsqlite3-dev"
ok "and builds nothing" builds 0
rm "$tools/apt-get"
ok "no apt-get" status 1 launch
ok "names the packages" says "libsleef-dev libsqlite3-dev"
rm "$tools/dpkg-query"
ok "no dpkg" status 1 launch
ok "names all packages" says "liblua5.4-dev libsleef-dev libsqlite3-dev libboost-math-dev libnlopt-dev libtomlplusplus-dev libedit-dev libllvm19"

# Charts.
fresh_machine
FAKE_NO_CHARTS="it is not the one that is pinned" ok "without a way to get the charts" status 0 launch run
ok "says that it tries" says "fetching what draws the charts"
ok "what was wrong" says "it is not the one that is pinned"
ok "and how to get them later" says "reports have no charts yet; to fetch what they need: ./valence charts"
ok "and runs the command" prints "<run>"
FAKE_NO_CHARTS=1 ok "the next launch" status 0 launch run
ok "does not try again" quiet
fresh_machine
VALENCE_NO_INSTALL=1 FAKE_NO_CHARTS=1 ok "fetching forbidden" status 0 launch run
ok "and not tried" test "$(wc -l <"$err")" -eq 1
ok "the command runs all the same" prints "<run>"

# Several at once.
fresh_machine
for n in 1 2 3 4; do
  FAKE_SECONDS=0.5 PATH=$tools "$package/valence" "$n" >"$out.$n" 2>"$err.$n" &
done
wait
ok "four launches at once build once" builds 1
ok "and all run" test "$(cat "$out".[1-4])" = "<1><2><3><4>"
ok "those that wait say so" test "$(cat "$err".[1-4] | grep -c 'another build is running')" -eq 3

# A change while a build runs is not lost.
touch "$package/Package.swift"
FAKE_SECONDS=0.6 PATH=$tools "$package/valence" >/dev/null 2>&1 &
sleep 0.3 && touch "$package/Sources/One/One.swift" && wait
launch
ok "a change during a build is built next time" builds 3

# The tests' build.
printf '%s\n' lua5.4 python3 python3-jsonschema chromium poppler-utils >>"$scratch/installed"
VALENCE_BUILD=tests ok "with the tests" status 0 launch
ok "builds their product" called "swift build -c release --product valencePackageTests"
ok "and runs nothing" prints ""

summary
