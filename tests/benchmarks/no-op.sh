#!/usr/bin/env bash
# usage: no-op.sh PROJECT_FOLDER [ROUNDS]
# A build that has nothing to do against `dotnet build` of an empty project that imports Microsoft.Common and nothing
# else, turn about: the medians of the wall times and their ratio. Where there is an strace, also what the no-op starts.
set -euo pipefail
project=$(cd "$1" && pwd) rounds=${2:-9}
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/empty"
cat >"$folder/empty/empty.proj" <<'PROJECT'
<Project>
  <PropertyGroup>
    <RestoreProjectStyle>Unknown</RestoreProjectStyle>
    <TargetRuntime>None</TargetRuntime>
  </PropertyGroup>
  <Import Project="$(MSBuildExtensionsPath)/$(MSBuildToolsVersion)/Microsoft.Common.props" />
  <Import Project="$(MSBuildToolsPath)/Microsoft.Common.targets" />
  <Target Name="CoreBuild" />
</Project>
PROJECT

measure() { # NAME FOLDER
  local begin
  begin=$(date +%s%N)
  (cd "$2" && dotnet build -v:quiet -tl:off >"$folder/log" 2>&1) || { cat "$folder/log"; exit 1; }
  echo "$1 $((($(date +%s%N) - begin) / 1000000))" >>"$folder/all"
}

(cd "$project" && dotnet build -v:quiet)
for ((round = 0; round < rounds; round++)); do
  measure empty "$folder/empty"
  measure no-op "$project"
done
python3 - "$folder/all" <<'PYTHON'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
empty, no_op = ([int(r[1]) for r in rows if r[0] == name] for name in ("empty", "no-op"))
for name, times in (("empty", empty), ("no-op", no_op)):
    print("%s: median %d ms of %s" % (name, statistics.median(times), sorted(times)))
print("ratio of the medians: %.2f" % (statistics.median(no_op) / statistics.median(empty)))
PYTHON

if command -v strace >/dev/null; then
  (cd "$project" && strace -f -qq -e trace=execve -e signal=none -o "$folder/execs" dotnet build -v:quiet)
  echo "started: $(grep -o 'execve("[^"]*"[^=]*= 0' "$folder/execs" | cut -d'"' -f2 | sort | uniq -c | tr -s ' \n' ' ')"
fi
