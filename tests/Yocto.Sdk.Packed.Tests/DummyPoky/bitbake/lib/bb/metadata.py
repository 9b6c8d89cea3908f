"""Reads conf files and recipes: as much of BitBake's language as the tests write."""

import glob
import os
import re

ASSIGNMENT = re.compile(r"""^(?P<name>[\w+./~{}$-]+)(?P<overrides>(?::[\w.+-]+)*)\s*(?P<op>\?\?=|\?=|:=|\+=|=\+|\.=|=\.|=)\s*(?P<quote>["'])(?P<value>.*)(?P=quote)\s*$""")
REFERENCE = re.compile(r"\$\{([^{}@\s]+)\}")


class ParseError(Exception):
    pass


class Data:
    def __init__(self, other=None):
        self.values = dict(other.values) if other else {}
        self.changes = list(other.changes) if other else []  # (variable, operation, override, text)
        self.classes = set(other.classes) if other else set()

    def keys(self):
        return self.values.keys()

    def getVar(self, name, expand=True):
        value = self.values.get(name)
        for variable, operation, override, text in self.changes:
            if variable == name and override in (None, "pn-" + self.values.get("PN", "")):
                if operation == "append":
                    value = (value or "") + text
                else:
                    value = " ".join(word for word in (value or "").split() if word not in text.split())
        if value is None or not expand:
            return value
        return REFERENCE.sub(lambda match: self.getVar(match.group(1)) or "", value)

    def getVarFlag(self, name, flag):
        return None

    def read(self, file):
        for number, line in lines_of(file):
            statement, _, rest = line.partition(" ")
            if statement in ("require", "include"):
                included = self.find(rest.strip())
                if included:
                    self.read(included)
                elif statement == "require":
                    raise ParseError("ParseError at %s:%d: Could not include required file %s" % (file, number, rest.strip()))
            elif statement == "inherit":
                self.classes.update(rest.split())
            else:
                self.assign(file, number, line)

    def find(self, name):
        name = REFERENCE.sub(lambda match: self.getVar(match.group(1)) or "", name)
        for folder in [""] + (self.getVar("BBPATH") or "").split(":"):
            if os.path.isfile(os.path.join(folder, name)):
                return os.path.join(folder, name)
        return None

    def assign(self, file, number, line):
        match = ASSIGNMENT.match(line)
        if not match:
            raise ParseError("ParseError at %s:%d: unparsed line: '%s'" % (file, number, line))
        name, op, value = match.group("name"), match.group("op"), match.group("value")
        overrides = match.group("overrides").split(":")[1:]
        if overrides and overrides[0] in ("append", "remove"):
            self.changes.append((name, overrides[0], overrides[1] if len(overrides) > 1 else None, value))
            return
        name = ":".join([name] + overrides)
        old = self.values.get(name)
        if op in ("?=", "??=") and old is not None:
            return
        value = {"+=": (old or "") + " " + value, "=+": value + " " + (old or ""),
                 ".=": (old or "") + value, "=.": value + (old or "")}.get(op, value)
        if op == ":=" or "${LAYERDIR}" in value:
            value = REFERENCE.sub(lambda match: self.getVar(match.group(1)) or "", value)
        self.values[name] = value


def lines_of(file):
    with open(file, encoding="utf-8") as stream:
        joined, start = "", 0
        for number, line in enumerate(stream, 1):
            line = line.rstrip("\n")
            if not joined and (not line.strip() or line.startswith("#")):
                continue
            start = start if joined else number
            if line.endswith("\\"):
                joined += line[:-1]
            else:
                yield start, joined + line
                joined = ""


class Recipe:
    def __init__(self, file, configuration):
        self.file = file
        self.data = Data(configuration)
        name = os.path.splitext(os.path.basename(file))[0]
        self.pn, _, version = name.partition("_")
        self.data.values.update({"PN": self.pn, "PV": version or "1.0", "FILE": file})
        self.data.read(file)
        self.pv = self.data.getVar("PV")


def configuration():
    data = Data()
    data.values["TOPDIR"] = os.getcwd()
    data.read(os.path.join(os.getcwd(), "conf", "bblayers.conf"))
    for layer in (data.getVar("BBLAYERS") or "").split():
        data.values["LAYERDIR"] = layer
        data.read(os.path.join(layer, "conf", "layer.conf"))
    data.values.pop("LAYERDIR", None)
    data.read(data.find("conf/bitbake.conf"))
    return data


def recipes(data):
    for layer in (data.getVar("BBLAYERS") or "").split():
        for file in sorted(glob.glob(os.path.join(glob.escape(layer), "recipes*", "**", "*.bb"), recursive=True)):
            yield file
