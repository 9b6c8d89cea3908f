"""The bitbake of a shell, on a pseudo terminal."""

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest

import yocto_sdk_bridge

BRIDGE = os.path.join(os.path.dirname(os.path.abspath(yocto_sdk_bridge.__file__)), "__main__.py")

# a display that builds, and hears of one event, while the task asks for the terminal
KNOTTY = """
    import bb.cooker
    import subprocess

    featureSet = []

    def main(server, events, params):
        server.runCommand(["buildTargets", ["a"], "build"])
        asked = server.asked["OE_TERMINAL_CUSTOMCMD"].replace("{command}", params).replace("{{", "{").replace("}}", "}")
        print("asked by " + asked.split()[3], flush=True)
        task = subprocess.Popen(asked, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
        while task.poll() is None:
            events.waitEvent(0.05)
        print("display: the task ended with %d" % task.wait(), flush=True)
        return 0
"""

PROGRAM = """
    import sys
    import bb.ui

    class Server:
        asked = {}

        def runCommand(self, command):
            if command[0] == "setVariable":
                self.asked[command[1]] = command[2]

    class Events:
        def waitEvent(self, delay):
            import time
            time.sleep(delay)

    if sys.argv[1] == "-u":
        name = sys.argv[2]
        sys.exit(getattr(bb.ui, name).main(Server(), Events(), sys.argv[3]))
    print("no interface of its own: " + " ".join(sys.argv[1:]))
"""


class TerminalTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        for name, text in (("lib/bb/__init__.py", ""), ("lib/bb/cooker.py", ""), ("lib/bb/ui/__init__.py", ""),
                           ("lib/bb/ui/knotty.py", KNOTTY), ("bin/bitbake", PROGRAM)):
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(textwrap.dedent(text))

    @property
    def command(self):
        return [sys.executable, BRIDGE, "--at-terminal", self.folder]

    def at_terminal(self, task, keys):
        """What is on the terminal at the end."""
        child, terminal = pty.fork()
        if not child:
            os.chdir(self.folder)
            os.execv(sys.executable, self.command + [task])
        # what never ends is a failure, and no test that hangs
        clock = threading.Timer(30, os.kill, (child, 9))
        clock.start()
        said = b""
        try:
            while True:
                said += os.read(terminal, 4096)
                if keys and b"your line?" in said:
                    os.write(terminal, keys)
                    keys = None
        except OSError:
            pass
        clock.cancel()
        os.close(terminal)
        return os.waitpid(child, 0)[1], said.decode()

    def test_a_task_gets_the_terminal_and_the_display_waits(self):
        code, said = self.at_terminal("sh -c 'echo your line?; read line; echo got $line; tty; exit 3'", b"abc\n")

        self.assertEqual(0, code, said)
        self.assertRegex(said, r"got abc\s+/dev/\S+\s+display: the task ended with 0")

    def test_Ctrl_C_is_the_tasks(self):
        code, said = self.at_terminal("sh -c 'trap \"echo interrupted; exit\" INT; echo your line?; read line'", b"\x03")

        self.assertEqual(0, code, said)
        self.assertRegex(said, r"interrupted\s+display: the task ended with 0")

    def test_what_can_not_be_started_is_told_and_ends(self):
        code, said = self.at_terminal("/nowhere/menuconfig", None)

        self.assertEqual(0, code, said)
        self.assertIn("/nowhere/menuconfig: No such file or directory", said)

    def test_nothing_of_it_stays(self):
        _, said = self.at_terminal("true", None)
        address = re.search(r"asked by (\S+)", said).group(1)

        self.assertTrue(address.startswith("/tmp/yocto-sdk-"), said)
        self.assertFalse(os.path.exists(os.path.dirname(address)))

    def test_without_a_terminal_it_is_bitbake_alone(self):
        said = subprocess.check_output(self.command + ["-e", "a"], cwd=self.folder, start_new_session=True, stdin=subprocess.DEVNULL)

        self.assertEqual("no interface of its own: -e a\n", said.decode())


if __name__ == "__main__":
    unittest.main()
