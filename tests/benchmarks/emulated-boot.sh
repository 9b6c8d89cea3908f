#!/usr/bin/env bash
# usage: emulated-boot.sh PROJECT_FOLDER [ROUNDS]
# The way of the built image to its login, emulated: all processors in one thread of QEMU's against a thread for each, turn
# about. Prints the seconds, and the ratio of the medians.
set -euo pipefail
project=$(cd "$1" && pwd) rounds=${2:-3}
dotnet build "$project" -v:quiet
run=$(dotnet build "$project" -t:ComputeRunArguments -p:YoctoSnapshot=true -getProperty:RunCommand -getProperty:RunArguments)
timeout $((rounds * 1200)) python3 - "$run" "$rounds" <<'PYTHON'
import json, re, shlex, statistics, subprocess, sys, time
run, rounds = json.loads(sys.argv[1])["Properties"], int(sys.argv[2])
arguments = shlex.split(run["RunArguments"])
accelerator = arguments.index("-accel") + 1

def boot(threads):
    arguments[accelerator] = "tcg,thread=" + threads
    begin, text = time.monotonic(), b""
    with subprocess.Popen([run["RunCommand"], *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as qemu:
        while not re.search(rb"\n\S+ login: $", text):
            more = qemu.stdout.read1()
            if not more:
                sys.exit("QEMU ended before the login, with %s" % threads)
            text += more
        qemu.kill()
    return time.monotonic() - begin

times = {"single": [], "multi": []}
for _ in range(rounds):
    for threads, all in times.items():
        all.append(boot(threads))
for threads, all in times.items():
    print("%s: median %.1f s of %s" % (threads, statistics.median(all), ["%.1f" % t for t in sorted(all)]))
print("ratio of the medians: %.2f" % (statistics.median(times["single"]) / statistics.median(times["multi"])))
PYTHON
