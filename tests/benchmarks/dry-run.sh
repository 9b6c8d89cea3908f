#!/usr/bin/env bash
# usage: dry-run.sh PROJECT_FOLDER [ROUNDS [cold]]
# `dotnet build -t:YoctoDryRun` against plain `bitbake -n` of the very same configuration in the same build directory,
# turn about. "cold": the parse cache is removed before each. Prints wall and, where there is a cpuacct control group
# to write to, CPU seconds of all processes, and the ratios of the medians.
set -euo pipefail
project=$(cd "$1" && pwd) rounds=${2:-3} cold=${3:-}
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
group=/sys/fs/cgroup/cpuacct/yocto-sdk-benchmark.$$
mkdir "$group" 2>/dev/null || group=
results=$(mktemp -d)
trap 'rm -rf "$results"; [ -z "$group" ] || rmdir "$group"' EXIT

measure() { # NAME COMMAND…
  local name=$1 begin cpu=0
  shift
  [ -z "$cold" ] || rm -rf "$build"/{cache,tmp/cache}
  [ -z "$group" ] || cpu=$(<"$group/cpuacct.usage")
  begin=$(date +%s.%N)
  ([ -z "$group" ] || echo $BASHPID >"$group/cgroup.procs"; exec "$@") >"$results/log" 2>&1 ||
    { cat "$results/log"; exit 1; }
  local wall=$(bc <<<"$(date +%s.%N) - $begin")
  [ -z "$group" ] || cpu=$(bc <<<"scale=1; ($(<"$group/cpuacct.usage") - $cpu) / 1000000000")
  printf '%s %.1f %.1f\n' "$name" "$wall" "$cpu" | tee -a "$results/all"
}

field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$project/obj/yocto.layers.json" "$1"; }

dotnet build "$project" -t:YoctoConfigure -v:quiet >"$results/log" || { cat "$results/log"; exit 1; }
build=$(ls -d "$project"/obj/Debug/*/build) beside=${build%/build}
image=$(dotnet build "$project" -getProperty:Image)
core=$(field CorePath) bitbake=$(field BitBakePath)
# what BitBakeEnvironment gives, without which the two would not share a parse cache
environment=(env -i "PATH=$core/scripts:$bitbake/bin:$PATH" "HOME=$HOME" "USER=$(id -un)" "LOGNAME=$(id -un)" LANG=en_US.UTF-8
  LC_ALL=en_US.UTF-8 BB_SERVER_TIMEOUT=0 "PYTHONPYCACHEPREFIX=$beside/pycache"
  BB_ENV_PASSTHROUGH_ADDITIONS=PYTHONPYCACHEPREFIX)
prefix=()
[ "$(id -u)" != 0 ] || prefix=(unshare -U --map-user=1000 --map-group=1000)

cd "$build"
[ -n "$cold" ] || measure "(fill-cache)" "${environment[@]}" "${prefix[@]}" python3 "$bitbake/bin/bitbake" -n "$image"
for ((round = 0; round < rounds; round++)); do
  measure sdk dotnet build "$project" -t:YoctoDryRun -tl:off
  measure bitbake "${environment[@]}" "${prefix[@]}" python3 "$bitbake/bin/bitbake" -n "$image"
done
python3 - "$results/all" <<'PYTHON'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
for column, what in ((1, "wall"), (2, "CPU")):
    sdk, plain = (statistics.median(float(r[column]) for r in rows if r[0] == name) for name in ("sdk", "bitbake"))
    if plain:
        print("%s: %.1f s / %.1f s = %.3f" % (what, sdk, plain, sdk / plain))
PYTHON
