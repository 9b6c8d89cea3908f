"""
Runs a release's own bin/bitbake and tells what happens as JSON, one object in a line, on the standard output.
BitBake's own text goes to the standard error. Works with BitBake 1.40 and later, Python 3.5 and later.

    python3 yocto_sdk_bridge/__main__.py BITBAKE_FOLDER QUESTIONS [bitbake arguments]

BITBAKE_FOLDER holds bin/bitbake. QUESTIONS is JSON: {"variables": [...], "recipeVariables": [...]} are answered by a
"result" after a successful build, {"explain": {"variable": ..., "recipe": ...}} by an "explained"; {} asks nothing.
The current folder is the build directory. terminal.py has what else __main__.py runs.

The standard input takes lines: "interrupt" does what a Ctrl+C does to bitbake (once: running tasks finish; twice: they
are ended). Its end means that whoever started the bridge is gone: as two interrupts. The bridge has a session of its
own, so that a terminal's Ctrl+C doesn't count twice. As the first process of a container it looks after the others.

Every object has "kind". A field without a value is absent. "recipe", "version", "task", "recipeFile" name a task;
times are seconds.

    start               bitbake, python (versions), pid
    progress            what, done, total          what: "parse", "cache", or bitbake's name of a step; throttled
    parsed              total, cached, parsed, skipped, masked, errors
    log                 level ("warning", "error"), text; file, line, and the task that logged it, where known
    graph               tasks ["recipe task"], needs [[places in tasks]], recipes {name: recipe file}, threads
    skipped             tasks ["recipe task"]: those of the run queue that need not run
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
    explained           variable, recipe, file, value, unexpanded, places [file, line, operation, text];
                        recipes or names (all that there are) in place of what does not exist
    resultFailed        text: in place of "result" or "explained", a fault of the bridge
    exit                code
"""
