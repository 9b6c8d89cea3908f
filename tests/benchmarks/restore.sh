#!/usr/bin/env bash
# usage: restore.sh PROJECT_FOLDER [ROUNDS]
# `dotnet restore` of a project with a lock file against `git fetch --depth 1` of the same commits in parallel, which no
# restore can beat, turn about: with nothing there, with the user's cache filled (a second project), with nothing to do.
# Prints the medians.
set -euo pipefail
project=$(cd "$1" && pwd) rounds=${2:-5}
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pins() { # name url commit, one repository a line
  python3 -c 'import json, sys
for name, r in json.load(open(sys.argv[1]))["repositories"].items(): print(name, r["url"], r["commit"])' "$project/yocto.lock.json"
}

measure() { # NAME COMMAND…
  local name=$1 begin
  shift
  begin=$(date +%s%N)
  "$@" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
  echo "$name $((($(date +%s%N) - begin) / 1000000))" >>"$folder/all"
}

limit() {
  local jobs=() name url commit
  while read -r name url commit; do
    (git init -q --bare "$folder/limit/$name" && git --git-dir="$folder/limit/$name" fetch -q --no-tags --depth 1 "$url" "$commit") &
    jobs+=($!)
  done < <(pins)
  wait "${jobs[@]}"
}

restore() {
  dotnet restore "$project" -p:YoctoCacheDirectory="$folder/cache/" -p:BaseIntermediateOutputPath="$folder/obj/" -p:RestoreLockedMode=true
}

for ((round = 0; round < rounds; round++)); do
  rm -rf "$folder"/{limit,cache,obj}
  mkdir "$folder/limit"
  measure "fetch--depth-1" limit
  measure "restore,cold" restore
  rm -rf "$folder/obj"
  measure "restore,second-project" restore
  measure "restore,nothing-to-do" restore
done
python3 - "$folder/all" <<'PYTHON'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
for name in dict.fromkeys(r[0] for r in rows):
    times = [int(r[1]) for r in rows if r[0] == name]
    print("%-24s median %6d ms of %s" % (name.replace(",", ", "), statistics.median(times), sorted(times)))
PYTHON
