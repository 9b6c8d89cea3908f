"""Stands in for bitbake's server: the bridge is tested without a bitbake."""

import json
import logging
import os
import threading
import types

from yocto_sdk_bridge.listener import Listener
from yocto_sdk_bridge.output import Output


class Lines(Output):
    """The bridge's output, to be read again."""

    def __init__(self):
        self.reader, self.descriptor = os.pipe()
        self.owner = os.getpid()
        self.lock = threading.RLock()

    def take(self):
        os.close(self.descriptor)
        with os.fdopen(self.reader, encoding="utf-8") as stream:
            return [json.loads(line) for line in stream]


class Store:
    """A recipe's data store."""

    def __init__(self, variables, flags=None):
        self.variables = variables
        self.flags = flags or {}

    def getVar(self, name, expand=True):
        return self.variables.get(name)

    def getVarFlag(self, name, flag):
        return self.flags.get((name, flag))

    def keys(self):
        return self.variables.keys()


class Client:
    def __init__(self, variables=None, commands=None, recipes=None):
        self.variables = variables or {}
        self.commands = commands or {}
        self.recipes = recipes or {}
        self.asked = []

    def variable(self, name):
        return self.variables.get(name)

    def run_command(self, name, *parameters):
        answer = self.commands[name]
        return answer(*parameters) if callable(answer) else answer

    def recipe(self, file):
        self.asked.append(file)
        return self.recipes[file]


def event(kind, text="", **fields):
    happened = type(kind, (), {"__str__": lambda _: text})()
    happened.__dict__.update(fields)
    return happened


def record(level, text, **fields):
    logged = logging.LogRecord("BitBake", level, "", 0, text, None, None)
    logged.__dict__.update(fields)
    return logged


def tell(events, client=None, questions=None, targets=(), level=0):
    """The objects that the bridge writes while knotty takes these events."""
    lines = Lines()
    waiting = list(events)
    source = types.SimpleNamespace(waitEvent=lambda _: waiting.pop(0) if waiting else None)
    params = types.SimpleNamespace(options=types.SimpleNamespace(pkgs_to_build=list(targets)))
    interrupts = types.SimpleNamespace(busy=False, level=level, deliver=lambda: None)
    listener = Listener(lines, client or Client(), source, params, questions or {}, interrupts)
    while listener.waitEvent(0) is not None:
        pass
    return lines.take()
