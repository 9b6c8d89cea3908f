"""What can be stale though nothing changed."""

import glob
import os
import pickle
import re
import threading

from yocto_sdk_bridge.fields import real_file


class Staleness:
    """
    Recipes of the built graph whose next build can differ though nothing in the layers does. To parse one anew takes
    some 20 ms: asked are those that the text of the layers makes suspect.
    """

    def __init__(self, client):
        self.client = client
        self.graph = set()  # recipe files, as bitbake names them
        self.nostamp = set()  # "recipe (why)"
        self.suspects = None

    def begin(self):
        if self.suspects is None:
            self.suspects = Suspects((self.client.variable("BBLAYERS") or "").split())
            self.suspects.start()

    def add_nostamp(self, recipe, task):
        self.nostamp.add("%s (%s is [nostamp])" % (recipe, task))

    def reasons(self):
        reasons = set(self.nostamp)
        outside = OutsideFiles(self.client)
        for file in sorted(self.suspects.among(self.graph, self.client) | outside.suspects(self.graph)):
            recipe = self.client.recipe(file)
            why = self.reason(recipe, outside)
            if why:
                reasons.add("%s (%s)" % (recipe.getVar("PN"), why))
        return sorted(reasons)

    @staticmethod
    def reason(recipe, outside):
        source = recipe.getVar("EXTERNALSRC")
        if source:
            # the stamp follows a layer's files, so those of a source tree in devtool's workspace, too
            if not outside.is_in_layer(source):
                return "EXTERNALSRC is " + source
        else:
            revisions = [recipe.getVar(name) or "" for name in ["SRCREV"] + srcrev_names(recipe)]
            if any("AUTOINC" in revision for revision in revisions) and recipe.getVar("BB_SRCREV_POLICY") != "cache":
                return "AUTOREV"
            if recipe.getVar("BB_DONT_CACHE"):
                return "BB_DONT_CACHE"
        files = outside.of(recipe)
        return ", ".join(files) + " outside the layers" if files else None


def srcrev_names(recipe):
    return [name for name in recipe.keys() if name.startswith("SRCREV_") and name != "SRCREV_FORMAT"]


class Suspects(threading.Thread):
    """Reads the layers' metadata while bitbake builds: where could a floating revision or an own source tree be?"""

    METADATA = (".bb", ".bbappend", ".inc", ".bbclass", ".conf")
    FLOATING = re.compile(
        rb"^(?!\s*\#|AUTOREV\s*[?:]*=).*(?:\$\{AUTOREV\}|['\"]AUTOREV['\"]|get_autorev"
        rb"|SRCREV[^=\n]*=\s*['\"][^'\"\n]*AUTOINC"
        rb"|BB_DONT_CACHE[^=\n]*=|setVar\(\s*['\"]BB_DONT_CACHE|EXTERNALSRC[^=\n]*=)", re.MULTILINE)

    def __init__(self, layers):
        threading.Thread.__init__(self, name="suspects", daemon=True)
        self.layers = layers
        self.hits = {}  # file -> lines

    def run(self):
        for layer in self.layers:
            for folder, folders, files in os.walk(layer):
                folders[:] = [name for name in folders if not name.startswith(".")]
                for name in files:
                    if name.endswith(self.METADATA):
                        self.read(os.path.join(folder, name))

    def read(self, file):
        try:
            with open(file, "rb") as stream:
                lines = [match.group(0) for match in self.FLOATING.finditer(stream.read())]
        except OSError:
            return
        if lines:
            self.hits[file] = lines

    def among(self, graph, client):
        self.join()
        configuration = set((client.variable("BBINCLUDED") or "").split())
        for file in configuration | {real_file(name) for name in graph}:
            if file not in self.hits:
                self.read(file)  # the build directory's conf, a recipe in no layer
        inherits = dict(client.run_command("getRecipeInherits"))
        recipes = dict(client.run_command("getRecipes"))
        suspects = set()
        for hit, lines in self.hits.items():
            name, extension = os.path.splitext(os.path.basename(hit))
            if extension == ".bb":
                suspects |= {file for file in graph if real_file(file) == hit}
            elif extension == ".bbappend":
                pattern = re.compile(re.escape(name).replace(r"\%", ".*").replace("%", ".*") + r"\.bb$")
                suspects |= {file for file in graph if pattern.match(os.path.basename(file))}
            elif hit in configuration:
                suspects |= self.named_in(lines, graph, recipes)
            elif extension == ".bbclass":
                suspects |= {file for file in graph
                             if any(os.path.basename(c) == name + extension for c in inherits.get(file, [hit]))}
            elif extension == ".inc":
                suspects |= graph
        return suspects

    @staticmethod
    def named_in(lines, graph, recipes):
        """Configuration speaks of one recipe as SRCREV:pn-<name>, else of all."""
        files = set()
        for line in lines:
            names = re.findall(r"[:_]pn-([a-z0-9+.\-]+)", line.decode("utf-8", "replace"))
            if not names:
                return graph
            for name in names:
                files.update(real_file(file) for file in recipes.get(name, []))
        return {file for file in graph if real_file(file) in files}


class OutsideFiles:
    """Local files that tasks' signatures cover but that lie in no layer."""

    def __init__(self, client):
        self.client = client
        self.layers = self.roots((client.variable("BBLAYERS") or "").split())
        self.inside = self.layers + self.roots(client.variable(name) for name in ("COREBASE", "TMPDIR", "DL_DIR"))

    @staticmethod
    def roots(folders):
        return tuple(os.path.join(os.path.realpath(folder), "") for folder in folders if folder)

    def suspects(self, graph):
        """All recipes if bitbake's own checksum cache, a superset of this build, knows such a file or isn't there."""
        caches = []
        for name in ("BB_CACHEDIR", "PERSISTENT_DIR", "CACHE"):
            folder = glob.escape(self.client.variable(name) or os.devnull)
            caches += glob.glob(os.path.join(folder, "*checksum_cache*.dat"))
        if not caches:
            return graph
        for cache in set(caches):
            try:
                with open(cache, "rb") as stream:
                    data, _ = pickle.Unpickler(stream).load()
                if any(self.lies_outside(file) for file in data[0]):
                    return graph
            except Exception:
                return graph
        return set()

    def of(self, recipe):
        found = set()
        for task in recipe.getVar("__BBTASKS", False) or []:
            for entry in (recipe.getVarFlag(task, "file-checksums") or "").split():
                file, _, exists = entry.rpartition(":")
                if exists == "True" and self.lies_outside(file):
                    found.add(file)
        return sorted(found)

    def is_in_layer(self, folder):
        return (os.path.realpath(folder) + os.sep).startswith(self.layers)

    def lies_outside(self, file):
        return os.path.exists(file) and not (os.path.realpath(file) + os.sep).startswith(self.inside)
