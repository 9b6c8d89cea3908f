from yocto_sdk_bridge.fields import number, real_file


class Graph:
    """The run queue's tasks, named as people name them: "busybox do_compile"."""

    def __init__(self):
        self.recipes = {}  # recipe file -> name
        self.skipped = []

    def tell(self, out, tree, client):
        recipes = {name: recipe["filename"] for name, recipe in tree["pn"].items() if recipe.get("filename")}
        self.recipes = {file: name for name, file in recipes.items()}
        needs = tree["tdepends"]
        tasks = sorted(set(needs).union(*needs.values()))
        numbers = {task: place for place, task in enumerate(tasks)}
        out.write("graph", tasks=[" ".join(task.rsplit(".", 1)) for task in tasks],
                  needs=[sorted(numbers[need] for need in needs.get(task, ())) for task in tasks],
                  recipes={name: real_file(file) for name, file in recipes.items()},
                  threads=number(client.variable("BB_NUMBER_THREADS")))

    def skip(self, file, task):
        if file in self.recipes:
            self.skipped.append("%s %s" % (self.recipes[file], task))

    def tell_skipped(self, out):
        if self.skipped:
            out.write("skipped", tasks=self.skipped)
            self.skipped = []
