"""Each test runs the bridge, or a part of it, in a process of its own."""

import ast
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import yocto_sdk_bridge
from yocto_sdk_bridge.client import Client
from yocto_sdk_bridge.orders import Interrupts

PACKAGE = os.path.dirname(os.path.abspath(yocto_sdk_bridge.__file__))


class PackageTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        shutil.copytree(PACKAGE, self.path("sdk/yocto_sdk_bridge"), ignore=shutil.ignore_patterns("__pycache__"))
        for name, text in (("__init__", "__version__ = '2.8.0'"), ("daemonize", "createDaemon = None"), ("main", ""),
                           ("ui/__init__", ""), ("ui/knotty", KNOTTY)):
            self.write("bitbake/lib/bb/%s.py" % name, text)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w") as stream:
            stream.write(text)

    def run_bridge(self, program, *arguments):
        self.write("bitbake/bin/bitbake", program)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        bridge = subprocess.Popen(
            [sys.executable, self.path("sdk/yocto_sdk_bridge/__main__.py"), self.path("bitbake"), "{}"] + list(arguments),
            env=environment, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # its standard input stays open: the end of it is an order
        out, error = bridge.stdout.read(), bridge.stderr.read()
        bridge.stdin.close()
        bridge.stdout.close()
        bridge.stderr.close()
        return bridge.wait(), [json.loads(line) for line in out.decode().splitlines()], error.decode()

    def test_bitbake_runs_with_its_arguments_and_its_text_goes_to_the_standard_error(self):
        code, told, error = self.run_bridge("import sys; print(sys.argv[1:]); sys.exit(3)", "-k", "busybox")
        self.assertEqual((3, "['-u', 'yocto_sdk', '-k', 'busybox']\n"), (code, error))
        self.assertEqual([("start", "2.8.0", "%d.%d.%d" % sys.version_info[:3])], [(t["kind"], t["bitbake"], t["python"]) for t in told])

    def test_the_log_of_bitbakes_server_is_the_users_alone(self):
        for before in (None, 0o644):
            with self.subTest(before):
                if before:
                    os.chmod(self.path("bitbake-cookerdaemon.log"), before)
                self.run_bridge("open('bitbake-cookerdaemon.log', 'a+').write('environment')")
                self.assertEqual(0o600, os.stat(self.path("bitbake-cookerdaemon.log")).st_mode & 0o777)
        with open(self.path("bitbake-cookerdaemon.log")) as log:
            self.assertEqual("environment" * 2, log.read())

    def test_a_log_that_leads_elsewhere_is_left_alone(self):
        self.write("other", "")
        os.chmod(self.path("other"), 0o644)
        os.symlink(self.path("other"), self.path("bitbake-cookerdaemon.log"))
        self.run_bridge("")
        self.assertEqual(0o644, os.stat(self.path("other")).st_mode & 0o777)

    def test_bitbake_sees_no_module_of_the_bridge(self):
        _, _, error = self.run_bridge("""
import sys
for name in %r:
    try:
        __import__(name)
        print(name)
    except ImportError:
        pass
print([p for p in sys.path if "sdk" in p])
""" % [os.path.basename(file)[:-3] for file in glob.glob(PACKAGE + "/[!_]*.py")])
        self.assertEqual("[]\n", error)

    def test_no_bytecode_is_left_beside_the_bridge_but_bitbakes_own(self):
        self.run_bridge("")
        left = [os.path.relpath(folder, self.folder) for folder, _, _ in os.walk(self.folder) if folder.endswith("__pycache__")]
        self.assertEqual(["bitbake/lib/bb/__pycache__", "bitbake/lib/bb/ui/__pycache__"], sorted(left))

    def test_the_ui_is_knotty_with_what_is_heard_told(self):
        code, told, _ = self.run_bridge("""
import bb.ui, importlib, sys, types
ui = importlib.import_module("bb.ui.yocto_sdk")
assert ui is bb.ui.yocto_sdk and ui.featureSet == ["sanity"]
sys.exit(ui.main(types.SimpleNamespace(), bb.ui.knotty.Events(), None))
""")
        self.assertEqual(1, code)
        # the last comes after knotty has given up
        self.assertEqual(["start", "commandFailed", "commandFailed", "exit"], [t["kind"] for t in told])
        self.assertEqual((["first", "last"], 1), ([t["text"] for t in told[1:3]], told[3]["code"]))

    def test_every_file_is_python_3_5(self):
        if sys.version_info < (3, 8) or sys.version_info >= (3, 13):
            self.skipTest("Python 3.8 to 3.12 tell what 3.5 reads")
        for file in glob.glob(PACKAGE + "/*.py"):
            with self.subTest(file), open(file, encoding="utf-8") as stream:
                ast.parse(stream.read(), file, feature_version=(3, 5))


KNOTTY = """
featureSet = ["sanity"]

class CommandFailed:
    def __init__(self, error):
        self.error = error

class Events:
    def __init__(self):
        self.waiting = [CommandFailed("first"), CommandFailed("last")]

    def waitEvent(self, delay):
        return self.waiting.pop(0) if self.waiting else None

def main(server, events, params):
    events.waitEvent(0)
    return 1
"""


class OrderTests(unittest.TestCase):
    SCRIPT = """
import signal, sys, time
from yocto_sdk_bridge.orders import Orders

def arrive(*_):
    print("interrupted", flush=True)

signal.signal(signal.SIGINT, arrive)
Orders(None).start()
print("ready", flush=True)
assert sys.stdin.read() == ""
while True:
    time.sleep(1)
"""

    def setUp(self):
        environment = dict(os.environ, PYTHONPATH=os.path.dirname(PACKAGE))
        self.process = subprocess.Popen([sys.executable, "-B", "-c", self.SCRIPT], env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self.end)
        self.hear("ready")

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def hear(self, line):
        self.assertEqual(line + "\n", self.process.stdout.readline().decode())

    def order(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def test_each_order_is_one_control_c(self):
        self.order(b"interr")
        self.order(b"upt\nnonsense\ninterrupt")
        self.hear("interrupted")
        self.order(b"\n")
        self.hear("interrupted")

    def test_an_unknown_order_is_none(self):
        self.order(b"nonsense\n")
        self.process.send_signal(signal.SIGUSR1)  # ends it
        self.assertEqual("", self.process.stdout.read().decode())

    def test_the_end_of_the_input_is_two(self):
        self.process.stdin.close()
        self.hear("interrupted")
        self.hear("interrupted")

    def test_a_request_to_end_is_two(self):
        self.process.terminate()
        self.hear("interrupted")
        self.hear("interrupted")


class InterruptTests(unittest.TestCase):
    def setUp(self):
        self.addCleanup(signal.signal, signal.SIGINT, signal.getsignal(signal.SIGINT))
        self.told = []
        self.interrupts = Interrupts(self)

    def write(self, kind, level):
        self.told.append((kind, level))

    def interrupt(self):
        signal.raise_signal(signal.SIGINT) if sys.version_info >= (3, 8) else os.kill(os.getpid(), signal.SIGINT)

    def test_the_third_is_as_the_second(self):
        for _ in range(3):
            with self.assertRaises(KeyboardInterrupt):
                self.interrupt()
        self.assertEqual([("interrupted", 1), ("interrupted", 2), ("interrupted", 2)], self.told)

    def test_one_that_comes_while_an_event_is_told_waits(self):
        self.interrupts.busy = True
        self.interrupt()
        self.assertEqual([], self.told)
        self.interrupts.busy = False
        with self.assertRaises(KeyboardInterrupt):
            self.interrupts.deliver()
        self.interrupts.deliver()
        self.assertEqual([("interrupted", 1)], self.told)


class ClientTests(unittest.TestCase):
    def setUp(self):
        self.commands = []
        self.error = None
        self.extra = "the server's own"

    def runCommand(self, command):
        self.commands.append(command)
        return "answer", self.error

    def test_more_events_are_asked_for_than_knotty_wants(self):
        Client(self).runCommand(["setEventMask", 1, 2, {}, ["bb.event.ParseStarted"]])
        self.assertEqual(["bb.event.ParseStarted"] + Client.MORE_EVENTS, self.commands[0][4])

    def test_any_other_command_is_as_knotty_gives_it(self):
        Client(self).runCommand(["buildTargets", ["busybox"], "build"])
        self.assertEqual([["buildTargets", ["busybox"], "build"]], self.commands)
        self.assertEqual("the server's own", Client(self).extra)

    def test_what_the_server_refuses_is_raised(self):
        self.assertEqual("answer", Client(self).variable("MACHINE"))
        self.assertEqual([["getVariable", "MACHINE"]], self.commands)
        self.error = "no such command"
        with self.assertRaisesRegex(RuntimeError, "no such command"):
            Client(self).variable("MACHINE")


if __name__ == "__main__":
    unittest.main()
