import difflib
import logging
import os
import time
import traceback

from yocto_sdk_bridge.fields import log_of, number, real_file, task_fields, write_log
from yocto_sdk_bridge.graph import Graph
from yocto_sdk_bridge.result import answer
from yocto_sdk_bridge.staleness import Staleness

PROGRESS_INTERVAL = 0.5


class EarlyLog(logging.Handler):
    """What bitbake's client logs before its server answers, when there are no events yet."""

    def __init__(self, out):
        logging.Handler.__init__(self, logging.WARNING)
        self.out = out

    def emit(self, record):
        write_log(self.out, record, {})


class Listener:
    """Stands between the server's events and knotty."""

    def __init__(self, out, client, events, params, questions, interrupts):
        self.out = out
        self.client = client
        self.events = events
        self.params = params
        self.questions = questions
        self.interrupts = interrupts
        self.tasks = {}  # process id -> fields that name its last task
        self.started = {}  # (recipe file, task) -> time
        self.definitions = {}  # (recipe file, task) -> file and line of its function
        self.reported = {}  # step -> time of its last progress
        self.staleness = Staleness(client)
        self.graph = Graph()
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
        while type(event).__name__ in ("runQueueTaskSkipped", "DepTreeGenerated"):  # nothing to knotty
            if hasattr(event, "_depgraph"):
                self.graph.tell(self.out, event._depgraph, self.client)
            else:  # thousands of them
                self.staleness.graph.add(event.taskfile)
                self.graph.skip(event.taskfile, event.taskname)
            event = self.events.waitEvent(0)
        self.graph.tell_skipped(self.out)
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
        self.report_progress(event.processname, 0, event.total)

    def on_ProcessProgress(self, event):
        # a percentage since 1.46 or so, before it a count: what was announced as total decides nothing
        self.report_progress(event.processname, int(event.progress), 100)

    def on_ProcessFinished(self, event):
        self.report_progress(event.processname, 100, 100)

    def report_progress(self, what, done, total):
        now = time.time()
        begins_or_ends = done == 0 or done == total
        if begins_or_ends or now - self.reported.get(what, 0) >= PROGRESS_INTERVAL:
            self.reported[what] = now
            self.out.write("progress", what=what, done=done, total=total)

    def on_BuildStarted(self, _):
        if self.questions:
            self.staleness.begin()

    # -- the run queue

    def on_runQueueTaskStarted(self, event):
        self.staleness.graph.add(event.taskfile)
        if getattr(event, "noexec", False):  # has no end
            self.graph.skip(event.taskfile, event.taskname)
        stats = event.stats
        self.out.write("queue", done=stats.completed + stats.active + stats.failed + 1, total=stats.total,
                       setscene=False, recipeFile=real_file(event.taskfile), task=event.taskname)

    def on_sceneQueueTaskStarted(self, event):
        self.staleness.graph.add(event.taskfile)
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
            self.staleness.add_nostamp(fields.get("recipe"), event._task)
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
                answer(self.out, self.client, self.questions, self.params.options.pkgs_to_build, self.staleness)
            except Exception:
                self.out.write("resultFailed", text=traceback.format_exc())
