#!/usr/bin/env bash
# usage: dry-run.sh PROJECT_FOLDER [ROUNDS [TARGET]]
# `dotnet build -t:YoctoDryRun` against plain `bitbake -n` of the very same configuration in the same build directory,
# turn about, with the recipes parsed before. Prints the wall and the CPU seconds of all processes of each, and the ratios
# of the medians. TARGET is the project's image; where that takes too long, a recipe that it needs.
set -euo pipefail
project=$(cd "$1" && pwd) rounds=${2:-3} target=${3:-}
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 UseSharedCompilation=false
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

measure() { # NAME COMMAND…
  local name=$1
  shift
  # bitbake's server leaves its client's process tree, and is adopted here
  python3 - "$@" >"$results/times" 2>"$results/log" <<'PYTHON' || { cat "$results/log"; exit 1; }
import ctypes, os, resource, subprocess, sys, time
PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
begin = time.time()
code = subprocess.call(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=sys.stderr)
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.1f %.1f" % (time.time() - begin, used.ru_utime + used.ru_stime))
sys.exit(code)
PYTHON
  echo "$name $(<"$results/times")" | tee -a "$results/all"
}

field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$project/obj/yocto.layers.json" "$1"; }

dotnet build "$project" -t:YoctoConfigure -v:quiet >"$results/log" || { cat "$results/log"; exit 1; }
build=$(ls -d "$project"/obj/Debug/*/build)
[ -n "$target" ] || target=$(dotnet build "$project" -getProperty:Image)
core=$(field CorePath) bitbake=$(field BitBakePath)
# what BitBakeEnvironment gives, without which the two would not share a parse cache
environment=(env -i "PATH=$core/scripts:$bitbake/bin:$PATH" "HOME=$HOME" "USER=$(id -un)" "LOGNAME=$(id -un)" LANG=en_US.UTF-8
  LC_ALL=en_US.UTF-8 BB_SERVER_TIMEOUT=0 "PYTHONPYCACHEPREFIX=$build/yocto-sdk/pycache"
  BB_ENV_PASSTHROUGH_ADDITIONS=PYTHONPYCACHEPREFIX)
prefix=()
[ "$(id -u)" != 0 ] || prefix=(unshare -U --map-user=1000 --map-group=1000)

measure "(parse)" dotnet build "$project" -t:YoctoParse -tl:off
cd "$build"
for ((round = 0; round < rounds; round++)); do
  measure sdk dotnet build "$project" -t:YoctoDryRun -tl:off "-p:YoctoTarget=$target"
  measure bitbake "${environment[@]}" "${prefix[@]}" python3 "$bitbake/bin/bitbake" -n "$target"
done
python3 - "$results/all" <<'PYTHON'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
for column, what in ((1, "wall"), (2, "CPU")):
    sdk, plain = (statistics.median(float(r[column]) for r in rows if r[0] == name) for name in ("sdk", "bitbake"))
    print("%s: %.1f s / %.1f s = %.3f" % (what, sdk, plain, sdk / plain))
PYTHON
