"""Where a variable has its value from, by bitbake's own history."""

from yocto_sdk_bridge.fields import number, real_file

OPERATIONS = {
    "set": "=", "set?": "?=", "set??": "??=", "immediate": ":=", "append": "+=", "prepend": "=+", "postdot": ".=",
    "predot": "=.",
}


def explain(client, variable, recipe):
    """The fields of an "explained"."""
    file = client.run_command("findBestProvider", recipe)[3]
    if not file:
        return {"variable": variable, "recipes": sorted({name for name, _ in client.run_command("getRecipes")})}
    # else there is the history of the configuration alone
    client.run_command("enableDataTracking")
    store = client.recipe(file)
    value = store.getVar(variable)
    answer = {"variable": variable, "recipe": store.getVar("PN"), "file": real_file(file),
              "value": value, "unexpanded": store.getVar(variable, False)}
    names = list(store.keys())
    answer["places"] = [place for name in [variable] + overridden(variable, names, store)
                        for place in places(store, name, variable)]
    if value is None and not answer["places"]:
        answer["names"] = sorted(names)
    return answer


def overridden(variable, names, store):
    """Its assignments under an override that is on, QB_MEM:qemuall for example."""
    overrides = set((store.getVar("OVERRIDES") or "").split(":"))
    return sorted(name for name in names if name.startswith((variable + ":", variable + "_"))
                  and all(part in overrides for part in name[len(variable) + 1:].split(":")))


def places(store, name, variable):
    for entry in store.varhistory.variable(name) or []:
        flag = entry.get("flag")
        # the other flags, doc for example, are no part of the value
        if flag and flag != "_defaultval":
            continue
        operation = entry.get("op") or "set"
        text = OPERATIONS["set??"] if flag else OPERATIONS.get(operation, operation)
        yield {"file": entry.get("file"), "line": number(entry.get("line")), "text": str(entry.get("detail", "")),
               "operation": name[len(variable):] + (" " if name != variable else "") + text}
