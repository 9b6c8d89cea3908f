"""
bitbake for a person at a terminal, and what goes with it:

    __main__.py --at-terminal BITBAKE_FOLDER [bitbake arguments]
    __main__.py --first-process COMMAND [argument ...]
    __main__.py --on-terminal SOCKET COMMAND [argument ...]

A task that wants a terminal (menuconfig, devshell) has none of its own: bitbake's worker has put it into another
session. OpenEmbedded opens a window of the desktop or of tmux for it. Here the task asks (--on-terminal, which is
OE_TERMINAL_CUSTOMCMD), and bitbake's client runs the command in its place, while its own display waits. So it works on
any terminal, and the command has the rights of the build, in the build's container.
"""
import json
import os
import runpy
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import termios

UI = "yocto_sdk_terminal"
VARIABLE = "OE_TERMINAL_CUSTOMCMD"
NO_COMMAND = 127


def run_bitbake(bridge, bitbake, arguments):
    sys.path.insert(0, os.path.join(bitbake, "lib"))
    program = os.path.join(bitbake, "bin", "bitbake")
    tty = controlling_terminal()
    if tty is not None:
        register_ui(bridge, tty)
        arguments = ["-u", UI] + arguments
    sys.argv = [program] + arguments
    runpy.run_path(program, run_name="__main__")


def controlling_terminal():
    try:
        return os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None


def register_ui(bridge, tty):
    import bb.cooker  # knotty takes it for granted
    import bb.ui.knotty
    module = type(sys)("bb.ui." + UI)
    module.featureSet = bb.ui.knotty.featureSet

    def ui_main(server, events, params):
        with Loan(tty) as loan:
            command = [sys.executable, bridge, "--on-terminal", loan.address]
            return bb.ui.knotty.main(Server(server, command), Events(events, loan), params)

    module.main = ui_main
    sys.modules[module.__name__] = module
    setattr(sys.modules["bb.ui"], UI, module)


class Server:
    """Told, before it builds, how a task asks. Where the project names a terminal, OE_TERMINAL, it gets that one."""

    def __init__(self, server, command):
        self.server = server
        text = " ".join(shlex.quote(word) for word in command)
        self.text = text.replace("{", "{{").replace("}", "}}") + " {command}"

    def __getattr__(self, name):
        return getattr(self.server, name)

    def runCommand(self, command):
        if command[0] in ("buildTargets", "buildFile"):
            self.server.runCommand(["setVariable", VARIABLE, self.text])
        return self.server.runCommand(command)


class Events:
    """Between bitbake's server and its display."""

    def __init__(self, events, loan):
        self.events = events
        self.loan = loan

    def __getattr__(self, name):
        return getattr(self.events, name)

    def waitEvent(self, delay):
        self.loan.serve()
        event = self.events.waitEvent(delay)
        # "Custom terminal was started": that is no news, and it counts as a warning
        return None if getattr(event, "name", None) == "BitBake.OE.Terminal" else event


class Loan:
    """The terminal, lent to one command after another."""

    def __init__(self, tty):
        self.tty = tty
        self.modes = termios.tcgetattr(tty)
        # a socket's path is short
        self.folder = tempfile.mkdtemp(prefix="yocto-sdk-", dir="/tmp")
        self.address = os.path.join(self.folder, "terminal")
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.address)
        self.socket.listen(8)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def serve(self):
        while select.select([self.socket], [], [], 0)[0]:
            connection = self.socket.accept()[0]
            with connection, connection.makefile("rwb") as stream:
                asked = json.loads(stream.readline().decode())
                stream.write(b"%d\n" % self.run(asked["command"], asked["folder"], asked["environment"]))

    def run(self, command, folder, environment):
        modes = termios.tcgetattr(self.tty)
        # a handler, and not SIG_IGN, which the command would inherit
        handlers = [(number, signal.signal(number, lambda *_: None)) for number in (signal.SIGINT, signal.SIGQUIT)]
        termios.tcsetattr(self.tty, termios.TCSADRAIN, self.modes)
        try:
            return subprocess.call(
                command, cwd=folder, env=environment, stdin=self.tty, stdout=self.tty, stderr=self.tty)
        except OSError as e:
            sys.stderr.write("%s: %s\n" % (command[0], e.strerror))
            return NO_COMMAND
        finally:
            termios.tcsetattr(self.tty, termios.TCSADRAIN, modes)
            for number, handler in handlers:
                signal.signal(number, handler)


def ask(address, command):
    """Returns when the command has ended; its own exit code is for the person who saw it."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        with connection.makefile("rwb") as stream:
            asked = {"command": command, "folder": os.getcwd(), "environment": dict(os.environ)}
            stream.write((json.dumps(asked) + "\n").encode())
            stream.flush()
            return 0 if stream.readline() else 1
