"""
Runs a release's own bin/bitbake and tells what happens as JSON, one object in a line, on the standard output.
BitBake's own text goes to the standard error. Works with BitBake 1.40 and later, Python 3.5 and later.

    python3 yocto_sdk_bridge.py BITBAKE_FOLDER QUESTIONS [bitbake arguments]

BITBAKE_FOLDER holds bin/bitbake. QUESTIONS is JSON: {"variables": [...], "recipeVariables": [...]} are answered by a
"result" after a successful build; {} asks nothing. The current folder is the build directory.

The standard input takes lines: "interrupt" does what a Ctrl+C does to bitbake (once: running tasks finish; twice: they
are ended). Its end means that whoever started the bridge is gone: as two interrupts. The bridge has a session of its
own, so that a terminal's Ctrl+C doesn't count twice. As the first process of a container it looks after the others.

Every object has "kind". A field without a value is absent. "recipe", "version", "task", "recipeFile" name a task;
times are seconds.

    start               bitbake, python (versions), pid
    progress            what, done, total          what: "parse", "cache", or bitbake's name of a step; throttled
    parsed              total, cached, parsed, skipped, masked, errors
    log                 level ("warning", "error"), text; file, line, and the task that logged it, where known
    queue               done, total, setscene; recipeFile, task: a task of the run queue starts; done counts it
    taskStarted         the task; log, nostamp
    taskSucceeded       the task; log, duration
    taskFailed          the task; log, duration, file, line (of the failing function's definition)
    taskLost            recipeFile, task, exitCode, text: the run queue's view of a failure, after taskFailed if any
    setsceneFailed      recipeFile, task: not an error, the real task runs instead
    noProvider          item, runtime, dependees, closeMatches, reasons
    multipleProviders   item, runtime, candidates
    diskFull            path, free (bytes, where bitbake says)
    interrupted         level (1 or 2): a stop has reached bitbake
    commandFailed       text
    completed           failures, interrupted
    result              variables, targets [target, recipe, file, variables], stale ["recipe (why)"]
    resultFailed        text: in place of "result", a fault of the bridge
    exit                code
"""

import difflib
import glob
import json
import logging
import os
import pickle
import re
import runpy
import signal
import sys
import threading
import time
import traceback

UI = "yocto_sdk"
PROGRESS_INTERVAL = 0.5
LAST_PROCESSES = 30


def main():
    if os.getpid() == 1:
        look_after_container()
    bitbake, questions, arguments = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3:]
    if os.getsid(0) != os.getpid():
        try:
            os.setsid()
        except PermissionError:  # a group leader: started from a shell by hand
            pass
    out = Output()
    Orders(out).start()
    sys.path.insert(0, os.path.join(bitbake, "lib"))
    import bb
    import bb.daemonize
    import bb.ui
    out.write("start", bitbake=bb.__version__, python="%d.%d.%d" % sys.version_info[:3], pid=os.getpid())
    early = EarlyLog(out)
    logging.getLogger("BitBake").addHandler(early)
    close_in_daemon(bb.daemonize, out)
    register_ui(out, early, questions)
    program = os.path.join(bitbake, "bin", "bitbake")
    sys.argv = [program, "-u", UI] + arguments
    runpy.run_path(program, run_name="__main__")


def look_after_container():
    """
    Returns in a child, and with the first process of a container waits for it and for what it leaves: bitbake's server
    still writes its caches, and all end with the first process. A terminal's Ctrl+C comes here from the container's engine.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    code = 0
    while True:
        try:
            ended, status = os.wait()
        except ChildProcessError:
            os._exit(code)
        if ended == child:
            code = 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            signal.signal(signal.SIGTERM, lambda *_: os._exit(code))
            signal.signal(signal.SIGALRM, lambda *_: os._exit(code))
            signal.alarm(LAST_PROCESSES)


class Output:
    """The standard output as it was; what bitbake prints goes to the standard error from here on."""

    def __init__(self):
        self.descriptor = os.dup(1)
        os.dup2(2, 1)
        self.owner = os.getpid()
        self.lock = threading.RLock()

    def write(self, kind, **fields):
        if os.getpid() != self.owner:
            return
        fields = {name: value for name, value in fields.items() if value is not None}
        fields["kind"] = kind
        line = (json.dumps(fields, default=str) + "\n").encode("utf-8", "backslashreplace")
        with self.lock:
            try:
                while line:
                    line = line[os.write(self.descriptor, line):]
            except BrokenPipeError:
                # nobody listens: Orders sees the same end and stops bitbake
                pass


class Orders(threading.Thread):
    """Listens on the standard input."""

    def __init__(self, out):
        threading.Thread.__init__(self, name="orders", daemon=True)
        self.out = out
        self.input = os.dup(0)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=self.stop, daemon=True).start())

    def run(self):
        pending = b""
        while True:
            chunk = os.read(self.input, 4096)
            if not chunk:
                break
            *lines, pending = (pending + chunk).split(b"\n")
            for line in lines:
                if line.strip() == b"interrupt":
                    os.kill(os.getpid(), signal.SIGINT)
        self.stop()

    def stop(self):
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        # Ending tasks takes 0.1 to 3 s; whoever still hangs then would keep the build directory for ever.
        time.sleep(60)
        os._exit(1)


class EarlyLog(logging.Handler):
    """What bitbake's client logs before its server answers, when there are no events yet."""

    def __init__(self, out):
        logging.Handler.__init__(self, logging.WARNING)
        self.out = out

    def emit(self, record):
        write_log(self.out, record, {})


def close_in_daemon(daemonize, out):
    """Up to 1.48 the server is a fork of this process: it must not keep our output open after the client is gone."""
    create = daemonize.createDaemon

    def create_without_output(function, *arguments):
        def run():
            os.close(out.descriptor)
            function()
        return create(run, *arguments)

    daemonize.createDaemon = create_without_output


def register_ui(out, early, questions):
    import bb.main
    import bb.ui.knotty
    module = type(sys)("bb.ui." + UI)
    # what the server has to do for this UI, OpenEmbedded's sanity check for one
    module.featureSet = bb.ui.knotty.featureSet

    def ui_main(server, events, params):
        logging.getLogger("BitBake").removeHandler(early)
        interrupts = Interrupts(out)
        client = Client(server)
        listener = Listener(out, client, events, params, questions, interrupts)
        code = bb.ui.knotty.main(client, listener, params)
        interrupts.busy = True
        # a configuration that can't be read: knotty does not wait for what the server said of it
        while code and listener.next_event(0.5) is not None:
            pass
        out.write("exit", code=code or 0)
        return code

    module.main = ui_main
    sys.modules[module.__name__] = module
    setattr(sys.modules["bb.ui"], UI, module)


class Interrupts:
    """A Ctrl+C that comes while an event is on its way to the output waits: the event would be lost, for knotty too."""

    def __init__(self, out):
        self.out = out
        self.busy = False
        self.pending = 0
        self.level = 0
        signal.signal(signal.SIGINT, self.arrive)

    def arrive(self, *_):
        self.pending += 1
        if not self.busy:
            self.deliver()

    def deliver(self):
        if self.pending:
            self.pending -= 1
            self.level += 1
            self.out.write("interrupted", level=min(self.level, 2))
            raise KeyboardInterrupt


class Client:
    """The server's command channel, asked for a few events more than knotty wants."""

    MORE_EVENTS = ["bb.event.BuildStarted", "bb.event.BuildCompleted", "bb.event.DiskFull",
                   "bb.runqueue.runQueueTaskSkipped"]

    def __init__(self, server):
        self.server = server

    def __getattr__(self, name):
        return getattr(self.server, name)

    def runCommand(self, command):
        if command[0] == "setEventMask":
            command = command[:4] + [command[4] + self.MORE_EVENTS]
        return self.server.runCommand(command)

    def run_command(self, name, *parameters, **_):
        """Under the name by which tinfoil's connectors call it."""
        answer, error = self.server.runCommand([name] + list(parameters))
        if error:
            raise RuntimeError(error)
        return answer

    def variable(self, name):
        return self.run_command("getVariable", name)

    def recipe(self, file):
        """The data store of a parsed recipe."""
        import bb.tinfoil
        handle = self.run_command("parseRecipeFile", file, True, None)
        return bb.tinfoil.Tinfoil._reconvert_type(self, handle, "DataStoreConnectionHandle")


class Listener:
    """Stands between the server's events and knotty."""

    def __init__(self, out, client, events, params, questions, interrupts):
        self.out = out
        self.client = client
        self.events = events
        self.params = params
        self.questions = questions
        self.interrupts = interrupts
        self.tasks = {}     # process id -> fields that name its last task
        self.started = {}   # (recipe file, task) -> time
        self.definitions = {}
        self.progress = {}
        self.graph = set()  # recipe files, as bitbake names them
        self.nostamp = set()
        self.suspects = None
        self.failed = False

    def __getattr__(self, name):
        return getattr(self.events, name)

    def waitEvent(self, delay):
        self.interrupts.deliver()
        self.interrupts.busy = True
        try:
            event = self.next_event(delay)
        finally:
            self.interrupts.busy = False
        if event is None:
            self.interrupts.deliver()
        return event

    def next_event(self, delay):
        event = self.events.waitEvent(delay)
        while type(event).__name__ == "runQueueTaskSkipped":  # thousands of them, nothing to knotty
            self.graph.add(event.taskfile)
            event = self.events.waitEvent(0)
        if isinstance(event, logging.LogRecord):
            self.on_log(event)
        elif event is not None:
            getattr(self, "on_" + type(event).__name__, lambda _: None)(event)
        return event

    # -- before the run queue

    def on_ParseStarted(self, event):
        self.report_progress("parse", 0, event.total)

    def on_ParseProgress(self, event):
        self.report_progress("parse", event.current, event.total)

    def on_ParseCompleted(self, event):
        self.failed = self.failed or bool(event.errors)
        self.out.write("parsed", total=event.total, cached=event.cached, parsed=event.parsed, skipped=event.skipped,
                       masked=event.masked, errors=event.errors)

    def on_CacheLoadStarted(self, event):
        self.report_progress("cache", 0, event.total)

    def on_CacheLoadProgress(self, event):
        self.report_progress("cache", event.current, event.total)

    def on_CacheLoadCompleted(self, event):
        self.report_progress("cache", event.total, event.total)

    def on_ProcessStarted(self, event):
        self.progress[event.processname] = [0, event.total]
        self.report_progress(event.processname, 0, event.total)

    def on_ProcessProgress(self, event):
        # a percentage since 1.46 or so, before it a count: what was announced as total decides nothing
        self.report_progress(event.processname, int(event.progress), 100)

    def on_ProcessFinished(self, event):
        self.report_progress(event.processname, 100, 100)

    def report_progress(self, what, done, total):
        now = time.time()
        last = self.progress.get((what,), 0)
        if done in (0, total) or now - last >= PROGRESS_INTERVAL:
            self.progress[(what,)] = now
            self.out.write("progress", what=what, done=done, total=total)

    def on_BuildStarted(self, event):
        if self.questions and self.suspects is None:
            self.suspects = Suspects((self.client.variable("BBLAYERS") or "").split())
            self.suspects.start()

    # -- the run queue

    def on_runQueueTaskStarted(self, event):
        self.graph.add(event.taskfile)
        stats = event.stats
        self.out.write("queue", done=stats.completed + stats.active + stats.failed + 1, total=stats.total,
                       setscene=False, recipeFile=real_file(event.taskfile), task=event.taskname)

    def on_sceneQueueTaskStarted(self, event):
        self.graph.add(event.taskfile)
        stats = event.stats
        if hasattr(stats, "setscene_total"):
            done = stats.setscene_covered + stats.setscene_active + stats.setscene_notcovered + 1
            total = stats.setscene_total
        else:
            done, total = stats.completed + stats.active + stats.failed + 1, stats.total
        self.out.write("queue", done=done, total=total, setscene=True, recipeFile=real_file(event.taskfile),
                       task=event.taskname)

    def on_runQueueTaskFailed(self, event):
        self.failed = True
        self.out.write("taskLost", recipeFile=real_file(event.taskfile), task=event.taskname,
                       exitCode=event.exitcode, text=str(event))

    def on_sceneQueueTaskFailed(self, event):
        self.out.write("setsceneFailed", recipeFile=real_file(event.taskfile), task=event.taskname)

    # -- tasks

    def on_TaskStarted(self, event):
        fields = task_fields(event)
        self.tasks[event.pid] = fields
        self.started[self.key(event)] = getattr(event, "time", None) or time.time()
        flags = event.taskflags or {}
        self.definitions[self.key(event)] = (flags.get("filename"), flags.get("lineno"))
        if flags.get("nostamp"):
            self.nostamp.add("%s (%s is [nostamp])" % (fields.get("recipe"), event._task))
        self.out.write("taskStarted", log=log_of(event), nostamp=bool(flags.get("nostamp")) or None, **fields)

    def on_TaskSucceeded(self, event):
        self.out.write("taskSucceeded", log=log_of(event), duration=self.end(event), **task_fields(event))

    def on_TaskFailed(self, event):
        self.failed = True
        file, line = self.definitions.get(self.key(event), (None, None))
        if not os.path.isabs(file or ""):  # "autogenerated": the class exports it
            file = line = None
        self.out.write("taskFailed", log=log_of(event), duration=self.end(event), file=file, line=number(line),
                       **task_fields(event))

    def on_TaskFailedSilent(self, event):
        self.end(event)

    def key(self, event):
        return getattr(event, "_fn", None) or getattr(event, "taskfile", None) or event._package, event._task

    def end(self, event):
        started = self.started.pop(self.key(event), None)
        return None if started is None else round((getattr(event, "time", None) or time.time()) - started, 3)

    # -- what went wrong

    def on_log(self, record):
        if record.levelno >= logging.ERROR:
            self.failed = True
        write_log(self.out, record, self.tasks.get(getattr(record, "taskpid", 0), {}))

    def on_NoProvider(self, event):
        self.failed = True
        self.out.write("noProvider", item=event._item, runtime=bool(event._runtime),
                       dependees=sorted(map(real_file, event._dependees or [])), reasons=list(event._reasons or []),
                       closeMatches=self.near_packages(event._item) if event._runtime
                       else sorted(set(event._close_matches or [])))

    def near_packages(self, name):
        """As bitbake looks for near recipes; it does not for packages."""
        try:
            packages = {package for _, depends in self.client.run_command("getRuntimeDepends") for package in depends}
            return difflib.get_close_matches(name, packages, 5, 0.7)
        except Exception:  # the message is worth more than its hint
            return []

    def on_MultipleProviders(self, event):
        self.out.write("multipleProviders", item=event._item, runtime=bool(event._is_runtime),
                       candidates=sorted(event._candidates or []))

    def on_DiskFull(self, event):
        self.failed = True
        free = getattr(event, "_free", None)
        self.out.write("diskFull", path=event._mountpoint, free=free if isinstance(free, int) else None)

    def on_CommandFailed(self, event):
        self.failed = True
        self.out.write("commandFailed", text=str(event.error or ""))

    def on_BuildCompleted(self, event):
        self.failed = self.failed or bool(event._failures)
        self.out.write("completed", failures=event._failures, interrupted=event._interrupted)

    def on_CommandCompleted(self, _):
        if self.questions and not self.failed and not self.interrupts.level:
            try:
                answer(self.out, self.client, self.questions, self.params, self)
            except Exception:
                self.out.write("resultFailed", text=traceback.format_exc())


# -- fields

LOCATIONS = (
    re.compile(r"ParseError (?:at|in) (?P<file>/[^\s:]+):(?P<line>\d+):"),
    re.compile(r"File: '(?P<file>/[^']+\.(?:bb|bbappend|bbclass|inc|conf))', lineno: (?P<line>\d+)"),
    re.compile(r"File: '(?P<file>/[^']+)', lineno: (?P<line>\d+)"),
    re.compile(r"Error in compiling python function in (?P<file>/[^\s,]+), line (?P<line>\d+)"),
    re.compile(r"ExpansionError during parsing (?P<file>/\S+)(?P<line>)"),
    re.compile(r"File \"(?P<file>/[^\"]+)\", line (?P<line>\d+)"),
    re.compile(r"No recipes in \S+ available for:\s+(?P<file>/\S+)(?P<line>)"),
)


def write_log(out, record, task):
    if record.levelno < logging.WARNING:
        return
    text = record.getMessage()
    trace = "".join(getattr(record, "bb_exc_formatted", None) or [])
    if text.startswith("Traceback (most recent call last):"):
        trace, text = text, text.rstrip().rsplit("\n", 1)[-1]
    file, line = locate(text + "\n" + trace)
    fields = dict(task)
    recipe_file = fields.pop("recipeFile", None) or real_file(getattr(record, "fn", None))
    out.write("log", level="error" if record.levelno >= logging.ERROR else "warning", text=text or trace,
              trace=trace or None, recipeFile=recipe_file, file=file, line=line, **fields)


def locate(text):
    for pattern in LOCATIONS:
        found = list(pattern.finditer(text))
        if found:
            return found[-1].group("file"), number(found[-1].group("line"))
    return None, None


def task_fields(event):
    package = getattr(event, "_package", None) or ""
    file = getattr(event, "taskfile", None) or getattr(event, "_fn", None)
    recipe, version = getattr(event, "pn", None), getattr(event, "pv", None)
    if not recipe:  # up to 1.44 there is only the name with version and revision
        parts = package.rsplit("-", 2)
        recipe, version = (parts[0], parts[1]) if len(parts) == 3 else (package, None)
    return {"recipe": recipe, "version": version, "task": event._task, "recipeFile": real_file(file)}


def log_of(event):
    return getattr(event, "logfile", None) or None


def number(value):
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def real_file(file):
    """Without the virtual:native: or mc:machine: that bitbake puts before it."""
    return file[file.index(":/") + 1:] if file and ":/" in file else file


# -- the result

def answer(out, client, questions, params, listener):
    variables = known({name: client.variable(name) for name in questions["variables"]})
    targets = []
    for target in params.options.pkgs_to_build:
        name = re.sub(r":do_[^:]*$", "", target)
        file = client.run_command("findBestProvider", name)[3]
        if not file:
            continue
        recipe = client.recipe(file)
        targets.append({
            "target": target,
            "recipe": recipe.getVar("PN"),
            "file": real_file(file),
            "variables": known({name: recipe.getVar(name) for name in questions["recipeVariables"]}),
        })
    out.write("result", variables=variables, targets=targets, stale=sorted(listener.nostamp | stale(client, listener)))


def known(variables):
    return {name: str(value) for name, value in variables.items() if value is not None}


def stale(client, listener):
    """
    Recipes of the built graph whose next build can differ though nothing in the layers does. To parse one anew takes
    some 20 ms: asked are those that the text of the layers makes suspect.
    """
    reasons = set()
    outside = OutsideFiles(client)
    for file in sorted(listener.suspects.among(listener.graph, client) | outside.suspects(listener.graph)):
        recipe = client.recipe(file)
        why = recipe.getVar("EXTERNALSRC")
        revisions = [recipe.getVar(name) for name in ["SRCREV"] + srcrev_names(recipe)]
        if why:
            why = "EXTERNALSRC is " + why
        elif any("AUTOINC" in (revision or "") for revision in revisions) and recipe.getVar("BB_SRCREV_POLICY") != "cache":
            why = "AUTOREV"
        elif recipe.getVar("BB_DONT_CACHE"):
            why = "BB_DONT_CACHE"
        else:
            why = ", ".join(outside.of(recipe))
            why = why and why + " outside the layers"
        if why:
            reasons.add("%s (%s)" % (recipe.getVar("PN"), why))
    return reasons


def srcrev_names(recipe):
    return [name for name in recipe.keys() if name.startswith("SRCREV_") and name != "SRCREV_FORMAT"]


class Suspects(threading.Thread):
    """Reads the layers' metadata while bitbake builds: where could a floating revision or an own source tree be?"""

    METADATA = (".bb", ".bbappend", ".inc", ".bbclass", ".conf")
    FLOATING = re.compile(
        rb"^(?!\s*\#|AUTOREV\s*[?:]*=).*(?:\$\{AUTOREV\}|['\"]AUTOREV['\"]|get_autorev|SRCREV[^=\n]*=\s*['\"][^'\"\n]*AUTOINC"
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
        folders = (client.variable("BBLAYERS") or "").split()
        folders += [client.variable(name) for name in ("COREBASE", "TMPDIR", "DL_DIR")]
        self.inside = tuple(os.path.join(os.path.realpath(folder), "") for folder in folders if folder)

    def suspects(self, graph):
        """All recipes where bitbake's own checksum cache, a superset of this build, knows such a file or isn't there."""
        caches = []
        for name in ("BB_CACHEDIR", "PERSISTENT_DIR", "CACHE"):
            caches += glob.glob(os.path.join(glob.escape(self.client.variable(name) or os.devnull), "*checksum_cache*.dat"))
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

    def lies_outside(self, file):
        return os.path.exists(file) and not (os.path.realpath(file) + os.sep).startswith(self.inside)


if __name__ == "__main__":
    main()
