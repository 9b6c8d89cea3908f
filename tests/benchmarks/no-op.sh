#!/usr/bin/env bash
# usage: no-op.sh PROJECT_FOLDER [ROUNDS]
# A build that has nothing to do, and an evaluation alone, against those of an empty project that imports Microsoft.Common
# and nothing else, turn about: the least and the median of the wall and of the CPU times (of `dotnet` and of all that it
# starts), and their ratios. On a machine with other work, trust the ratios of the CPU times and of the least wall times.
# Where there is an strace, also what the no-op starts.
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

(cd "$project" && dotnet build -v:quiet)
# a python3 that is a shim has a PATH of its own, and the stamp takes that for a change
python3 - "$folder/empty" "$project" "$rounds" "$PATH" <<'PYTHON'
import os, statistics, subprocess, sys, time
folders, rounds = {"empty": sys.argv[1], "this": sys.argv[2]}, int(sys.argv[3])
environment = {**os.environ, "PATH": sys.argv[4]}
commands = {"no-op": ["build", "-v:quiet", "-tl:off"], "evaluation": ["msbuild", "-getProperty:MSBuildProjectFile"]}
walls, cpus = ({(c, f): [] for c in commands for f in folders} for _ in range(2))
for _ in range(rounds):
    for command, name in walls:
        begin = time.monotonic()
        dotnet = subprocess.Popen(["dotnet", *commands[command]], cwd=folders[name], env=environment, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(dotnet.pid, 0)
        if status:
            sys.exit("%s of %s failed" % (command, folders[name]))
        walls[command, name].append(time.monotonic() - begin)
        cpus[command, name].append(used.ru_utime + used.ru_stime)
for command in commands:
    for what, times in (("wall", walls), ("CPU", cpus)):
        for take in (min, statistics.median):
            empty, this = (take(times[command, name]) for name in folders)
            print("%-10s %-4s %-6s empty %5d ms, this %5d ms, ratio %.2f" % (command, what, take.__name__, empty * 1000, this * 1000, this / empty))
PYTHON

if command -v strace >/dev/null; then
  (cd "$project" && strace -f -qq -e trace=execve -e signal=none -o "$folder/execs" dotnet build -v:quiet)
  echo "started: $(grep -o 'execve("[^"]*"[^=]*= 0' "$folder/execs" | cut -d'"' -f2 | sort | uniq -c | tr -s ' \n' ' ')"
fi
