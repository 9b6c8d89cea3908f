"""What is told of a record or an event, which differ between releases of bitbake."""

import logging
import re

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
