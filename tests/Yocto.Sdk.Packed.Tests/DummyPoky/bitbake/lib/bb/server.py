"""Server and client in one process: each waitEvent plays the next step."""

import difflib
import hashlib
import logging
import os
import time

from bb import event, metadata


def log(level, text, **fields):
    record = logging.LogRecord("BitBake", level, "", 0, text, None, None)
    record.__dict__.update(fields)
    return record


class Server:
    def __init__(self, options):
        self.options = options
        self.data = metadata.Data()
        self.recipes = {}
        self.play = iter(())

    # -- the command channel

    def runCommand(self, command):
        return getattr(self, command[0])(*command[1:]), None

    def setEventMask(self, *_):
        return None

    def getVariable(self, name):
        return self.data.getVar(name)

    def findBestProvider(self, name):
        return [None, None, None, self.recipes[name].file if name in self.recipes else None]

    def parseRecipeFile(self, file, *_):
        return metadata.Recipe(file, self.data).data

    def getRecipeInherits(self):
        return []

    def getRecipes(self):
        return [(name, [recipe.file]) for name, recipe in self.recipes.items()]

    def getRuntimeDepends(self):
        return [(recipe.file, {recipe.pn: []}) for recipe in self.recipes.values()]

    def parseFiles(self):
        self.play = self.guard(self.parse())

    def buildTargets(self, targets, task):
        self.play = self.guard(self.build(targets, task))

    # -- the event channel

    def waitEvent(self, _):
        return next(self.play, None)

    def guard(self, steps):
        try:
            yield from steps
        except metadata.ParseError as problem:
            yield log(logging.ERROR, str(problem))
            yield event.of("CommandFailed", error="")
            return
        yield event.of("CommandCompleted")

    def parse(self):
        self.data = metadata.configuration()
        files = list(metadata.recipes(self.data))
        yield event.of("ParseStarted", total=len(files))
        for file in files:
            recipe = metadata.Recipe(file, self.data)
            self.recipes[recipe.pn] = recipe
        yield event.of("ParseCompleted", total=len(files), cached=0, parsed=len(files), skipped=0, masked=0, errors=0)

    def build(self, targets, task):
        yield from self.parse()
        yield event.of("BuildStarted")
        wanted, missing = [], []
        for target in targets:
            self.add(target, None, wanted, missing)
        for item, dependee in missing:
            yield self.no_provider(item, dependee)
        if missing:
            yield event.of("CommandFailed", error="")
            return
        for target in targets if task else []:
            problem = unknown_task(self.recipes[target], task)
            if problem:
                yield log(logging.ERROR, problem)
                yield event.of("CommandFailed", error="")
                return
        tasks = [(recipe, name) for recipe in wanted for name in tasks_of(recipe)]
        failures = yield from self.run(tasks, self.options.dry_run)
        yield event.of("BuildCompleted", _failures=failures, _interrupted=0)
        if failures:
            yield event.of("CommandFailed", error="")

    def add(self, name, dependee, wanted, missing):
        recipe = self.recipes.get(name)
        if recipe is None or recipe.data.getVar("SKIP"):
            missing.append((name, dependee))
        elif recipe not in wanted:
            for package in (recipe.data.getVar("IMAGE_INSTALL") or "").split() if "image" in recipe.data.classes else []:
                self.add(package, recipe.file, wanted, missing)
            if "image" in recipe.data.classes and "linux-dummy" in self.recipes:
                self.add("linux-dummy", recipe.file, wanted, missing)
            wanted.append(recipe)

    def no_provider(self, item, dependee):
        recipe = self.recipes.get(item)
        return event.of("NoProvider", _item=item, _runtime=dependee is not None, _dependees=[dependee] if dependee else [],
                        _reasons=["%s was skipped: %s" % (item, recipe.data.getVar("SKIP"))] if recipe else [],
                        _close_matches=difflib.get_close_matches(item, self.recipes, cutoff=0.7))

    # -- the run queue

    def run(self, tasks, dry):
        failures = 0
        for number, (recipe, name) in enumerate(tasks):
            task = Task(recipe, name, self.data)
            stats = event.of("Stats", completed=number, active=0, failed=failures, total=len(tasks))
            if not task.needed:
                yield event.of("runQueueTaskSkipped", stats=stats, taskfile=recipe.file, taskname=name)
                continue
            yield event.of("runQueueTaskStarted", stats=stats, taskfile=recipe.file, taskname=name)
            if dry:
                continue
            yield task.event("TaskStarted", taskflags={"filename": recipe.file, "lineno": task.line})
            if recipe.data.getVar("WARN"):
                yield log(logging.WARNING, recipe.data.getVar("WARN"), taskpid=os.getpid())
            if recipe.data.getVar("FAIL"):
                task.write_log(recipe.data.getVar("FAIL"))
                yield task.event("TaskFailed")
                yield event.of("runQueueTaskFailed", taskfile=recipe.file, taskname=name, exitcode=1)
                failures += 1
                break
            task.execute()
            yield task.event("TaskSucceeded")
        return failures


def tasks_of(recipe):
    return ["do_rootfs", "do_image_complete"] if "image" in recipe.data.classes else \
        ["do_compile", "do_deploy"] if "deploy" in recipe.data.classes else ["do_compile"]


def unknown_task(recipe, task):
    name = task if task.startswith("do_") else "do_" + task
    if name in tasks_of(recipe):
        return None
    close = difflib.get_close_matches(name, tasks_of(recipe), cutoff=0.7)
    return "Task %s does not exist for target %s (%s:%s)%s" % (
        name, recipe.pn, recipe.file, name, ". Close matches:\n  %s" % "\n  ".join(close) if close else "")


class Task:
    def __init__(self, recipe, name, configuration):
        self.recipe, self.name = recipe, name
        data = recipe.data
        made_of = repr(sorted(data.values.items())) + repr(data.changes)
        self.signature = hashlib.sha256(made_of.encode()).hexdigest()[:16]
        self.stamp = "%s.%s.%s" % (data.getVar("STAMP"), name, self.signature)
        self.log = os.path.join(data.getVar("T"), "log." + name)
        self.line = next((n for n, line in metadata.lines_of(recipe.file) if line.startswith("FAIL")), 1)

    @property
    def needed(self):
        return not os.path.exists(self.stamp)

    def event(self, name, **fields):
        return event.of(name, pid=os.getpid(), time=time.time(), _fn=self.recipe.file, taskfile=self.recipe.file,
                        _task=self.name, _package=self.recipe.pn, pn=self.recipe.pn, pv=self.recipe.pv,
                        logfile=self.log, **fields)

    def write_log(self, text):
        write(self.log, text + "\n")

    def execute(self):
        time.sleep(float(self.recipe.data.getVar("SECONDS") or 0))
        self.write_log("done")
        if self.name == "do_image_complete":
            self.deploy(self.images())
        elif self.name == "do_deploy":
            self.deploy({name: name + " " + self.signature + "\n"
                         for name in self.recipe.data.getVar("DEPLOY_FILES").split()})
        write(self.stamp, "")

    def images(self):
        data = self.recipe.data
        link = data.getVar("IMAGE_LINK_NAME")
        packages = sorted(set((data.getVar("IMAGE_INSTALL") or "").split()))
        files = {link + "." + kind: "%s %s %s\n" % (link, kind, " ".join(packages)) for kind in data.getVar("IMAGE_FSTYPES").split()}
        files[link + ".manifest"] = "".join("%s %s 1.0\n" % (p, data.getVar("MACHINE")) for p in packages)
        return files

    def deploy(self, files):
        data = self.recipe.data
        folder = data.getVar("DEPLOY_DIR_IMAGE")
        prefix = os.path.join(data.getVar("SSTATE_MANIFESTS"), "manifest-%s-%s" % (data.getVar("MACHINE_ARCH"), self.recipe.pn))
        manifest = prefix + "." + self.name[3:]
        if os.path.exists(manifest):
            with open(manifest) as stream:
                for old in stream.read().split():
                    if os.path.isfile(old):
                        os.remove(old)
        for name, text in files.items():
            write(os.path.join(folder, name), text)
        write(manifest, "".join(os.path.join(folder, name) + "\n" for name in files) + folder + "/\n")
        write(os.path.join(data.getVar("SSTATE_MANIFESTS"), "index-" + data.getVar("MACHINE_ARCH")),
              "%s %s %s\n" % (data.getVar("STAMP"), prefix, data.getVar("T")), "a")


def write(file, text, mode="w"):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, mode) as stream:
        stream.write(text)
