# The packages of Debian's archive, found through the machine's own apt sources and indexed in DL_DIR. The index is made
# before any recipe is parsed (not with the configuration: bitbake gives that a minute, which a slow line outlasts), and
# renewed when it is a day old: Debian keeps what a newer version replaced for longer than that.

DEBIAN_RELEASE ?= "bookworm"
DEBIAN_ARCH = "${@dict(x86_64='amd64', aarch64='arm64', arm='armhf').get(d.getVar('TARGET_ARCH'), '')}"
DEBIAN_ARCHIVE_DIR ?= "${DL_DIR}/debian-${DEBIAN_RELEASE}-${DEBIAN_ARCH}"
DEBIAN_INDEX = "${DEBIAN_ARCHIVE_DIR}/packages.db"

python debian_archive_eventhandler() {
    if not d.getVar("DEBIAN_ARCH"):
        bb.fatal("meta-debian-binaries: no machine with TARGET_ARCH %s; it knows x86_64, aarch64 and arm (hard float)." % d.getVar("TARGET_ARCH"))
    folder = d.getVar("DEBIAN_ARCHIVE_DIR")
    bb.utils.mkdirhier(folder)
    with bb.utils.fileslocked([folder + "/lock"]):
        debian_renew_index(folder, d)
}
addhandler debian_archive_eventhandler
debian_archive_eventhandler[eventmask] = "bb.event.CacheLoadStarted bb.event.ParseStarted"

def debian_renew_index(folder, d):
    import os, time
    index, asked = d.getVar("DEBIAN_INDEX"), folder + "/asked"
    if os.path.exists(index) and os.path.exists(asked) and time.time() - os.path.getmtime(asked) < 24 * 60 * 60:
        return
    error = debian_update_lists(folder, ["", "-updates", "-security"], d)
    if error is None:
        debian_write_index(folder, index, d)
        open(asked, "w").close()
    elif not os.path.exists(index) and debian_update_lists(folder, [""], d) is None:
        # a mirror that is being synchronised, say: the next build asks again
        debian_write_index(folder, index, d)
        bb.warn("meta-debian-binaries: going on without the updates of Debian %s: %s" % (d.getVar("DEBIAN_RELEASE"), error))
    elif os.path.exists(index):
        bb.note("meta-debian-binaries: going on with the packages known so far: %s" % error)
    else:
        bb.fatal("meta-debian-binaries: no packages of Debian %s for %s: %s" % (d.getVar("DEBIAN_RELEASE"), d.getVar("DEBIAN_ARCH"), error))

def debian_apt(folder, arguments, d):
    """Runs apt on lists of its own, with the machine's proxies, credentials and keys."""
    import subprocess
    options = {
        "Dir::Etc::SourceList": "/dev/null", "Dir::Etc::SourceParts": folder + "/sources.list.d",
        "Dir::State": folder, "Dir::State::Lists": folder + "/lists", "Dir::State::status": "/dev/null", "Dir::Cache": folder,
        "APT::Architecture": d.getVar("DEBIAN_ARCH"), "APT::Architectures": d.getVar("DEBIAN_ARCH"),
        "APT::Update::Error-Mode": "any", "APT::Update::Post-Invoke-Success": "true", "APT::Sandbox::User": "",
        "Acquire::GzipIndexes": "false", "Acquire::Languages": "none", "Acquire::Retries": "2", "Acquire::http::Timeout": "20",
    }
    # last of all files, so that it can undo what the machine wants done after its own updates
    with open(folder + "/apt.conf", "w") as f:
        f.write("#clear APT::Architectures;\n#clear APT::Update;\n#clear DPkg;\n")
        f.writelines('%s "%s";\n' % option for option in options.items())
    environment = dict(os.environ, LC_ALL="C")
    return subprocess.run([arguments[0], "-c", folder + "/apt.conf"] + arguments[1:],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, env=environment)

def debian_update_lists(folder, parts, d):
    """None, or why there are no lists."""
    sources = debian_sources(parts, d)
    if isinstance(sources, str):
        return sources
    for sub in "sources.list.d", "lists/partial", "archives/partial":
        bb.utils.mkdirhier(folder + "/" + sub)
    with open(folder + "/sources.list.d/debian.sources", "w") as f:
        f.write("\n".join(sources))
    bb.plain("meta-debian-binaries: asking the archive for the packages of Debian %s (%s)" % (d.getVar("DEBIAN_RELEASE"), d.getVar("DEBIAN_ARCH")))
    update = debian_apt(folder, ["apt-get", "-q", "update"], d)
    return None if update.returncode == 0 else update.stderr.strip()

def debian_sources(parts, d):
    """The machine's sources of the release and its updates, whose names end in one of the parts, as deb822 stanzas; or why there are none."""
    import glob, re
    release = d.getVar("DEBIAN_RELEASE")
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    system = {}
    if os.path.exists("/etc/os-release"):
        with open("/etc/os-release") as f:
            system = dict(line.strip().replace('"', "").split("=", 1) for line in f if "=" in line)
    # another release of Debian has the same archive under another name
    names = [release] + ([system.get("VERSION_CODENAME", release), "stable", "oldstable"] if system.get("ID") == "debian" else [])
    suite = re.compile("^(?:%s)(%s)$" % ("|".join(map(re.escape, names)), "|".join(parts)))
    def stanza(uris, suites, signed):
        suites = sorted({release + m.group(1) for m in map(suite.match, suites) if m})
        uris = [u for u in uris if not u.startswith("cdrom:")]
        return "Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n%s" % (" ".join(uris), " ".join(suites), signed) if uris and suites else None

    found = []
    for file in ["/etc/apt/sources.list"] + sorted(glob.glob("/etc/apt/sources.list.d/*.list")):
        for line in open(file) if os.path.exists(file) else []:
            m = re.match(r"deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)\s+(.*)", line.split("#")[0].strip())
            if m and "main" in m.group(4).split():
                signed = re.search(r"signed-by=(\S+)", m.group(1) or "")
                found.append(stanza([m.group(2)], [m.group(3)], "Signed-By: %s\n" % signed.group(1) if signed else ""))
    for file in sorted(glob.glob("/etc/apt/sources.list.d/*.sources")):
        with open(file) as f:
            text = re.sub(r"(?m)^#.*\n", "", f.read())
        for paragraph in re.split(r"\n\s*\n", text):
            fields = {k.lower(): v for k, v in re.findall(r"(?m)^([\w-]+):((?:.*\n?)(?:[ \t].*\n?)*)", paragraph)}
            words = lambda name: fields.get(name, "").split()
            if "deb" in words("types") and "main" in words("components") and words("enabled") not in (["no"], ["false"]):
                found.append(stanza(words("uris"), words("suites"), "Signed-By:%s\n" % fields["signed-by"].rstrip("\n") if "signed-by" in fields else ""))
    found = [s for s in found if s]
    if found:
        return found
    # the archive that OpenEmbedded-Core itself names
    mirror = d.getVar("DEBIAN_MIRROR") or ""
    if not os.path.exists(keyring):
        return ("the machine's apt sources name no archive of Debian, and %s, to trust another one, is missing: "
                "install debian-archive-keyring." % keyring)
    return [stanza([mirror[:-len("/pool")] if mirror.endswith("/pool") else mirror], [release, release + "-updates"], "Signed-By: %s\n" % keyring)]

def debian_write_index(folder, index, d):
    import hashlib, os, sqlite3
    targets = debian_apt(folder, ["apt-get", "indextargets", "--format", "$(ORIGIN)|$(REPO_URI)|$(FILENAME)", "Created-By: Packages"], d)
    targets = [t.split("|") for t in targets.stdout.splitlines()]
    targets = [(uri, file) for origin, uri, file in targets if origin == "Debian"]
    digest = hashlib.sha256()
    for uri, file in targets:
        with open(file, "rb") as f:
            digest.update(uri.encode() + f.read())
    digest = digest.hexdigest()
    if os.path.exists(index):
        with sqlite3.connect(index) as old:
            if old.execute("SELECT digest FROM content").fetchall() == [(digest,)]:
                return
    packages = {}
    for uri, file in targets:
        with open(file, encoding="utf-8") as f:
            for paragraph in f.read().split("\n\n"):
                field = dict(line.split(": ", 1) for line in paragraph.split("\n") if ": " in line and line[0] != " ")
                name = field.get("Package")
                if name is None or (name in packages and not debian_newer(field["Version"], packages[name][1])):
                    continue
                packages[name] = (name, field["Version"], uri + field["Filename"], field["SHA256"], field.get("Section", ""),
                    ", ".join(filter(None, [field.get("Pre-Depends"), field.get("Depends")])))
    bb.utils.remove(index + ".new")
    with sqlite3.connect(index + ".new") as new:
        new.execute("CREATE TABLE content (digest)")
        new.execute("INSERT INTO content VALUES (?)", (digest,))
        new.execute("CREATE TABLE package (name PRIMARY KEY, version, uri, sha256, section, depends) WITHOUT ROWID")
        new.executemany("INSERT INTO package VALUES (?, ?, ?, ?, ?, ?)", packages.values())
    new.close()
    os.rename(index + ".new", index)

def debian_newer(one, other):
    def parts(version):
        epoch, _, rest = version.rpartition(":")
        upstream, _, revision = rest.rpartition("-") if "-" in rest else (rest, "", "0")
        return epoch or "0", upstream, revision
    return bb.utils.vercmp(parts(one), parts(other)) > 0

def debian_archive(d, opened={}):
    """The index, opened once, with the packages and libraries that it was asked for so far."""
    import os, sqlite3
    index = d.getVar("DEBIAN_INDEX")
    # renewed while this process lives: it is another file then
    status = os.stat(index)
    key = (index, status.st_ino, status.st_mtime_ns)
    if key not in opened:
        opened.clear()
        opened[key] = (sqlite3.connect("file:%s?mode=ro&immutable=1" % index, uri=True, check_same_thread=False), {}, {})
    return opened[key]

def debian_package(name, d, archive=None):
    """What the index says about a package, or None."""
    import collections
    connection, packages, _ = archive or debian_archive(d)
    if name not in packages:
        row = connection.execute("SELECT name, version, uri, sha256, section, depends FROM package WHERE name = ?", (name,)).fetchone()
        packages[name] = row and collections.namedtuple("package", "name version uri sha256 section depends")(*row)
    return packages[name]

def debian_dependencies(package, d, archive=None):
    """The packages it depends on; of alternatives the first that is a real package."""
    import re
    for alternatives in filter(None, package.depends.split(", ")):
        for name in alternatives.split(" | "):
            real = debian_package(re.split("[ :(]", name.strip())[0], d, archive)
            if real:
                yield real
                break

def debian_stands_for(name, prefix, d):
    """The package with a version in its name that one without stands for; empty where the release has none."""
    package = debian_package(name, d)
    return next((p.name for p in debian_dependencies(package, d) if p.name.startswith(prefix)), "") if package else ""

def debian_libraries(names, d):
    """The shared libraries that are among packages or that these need, and those need in turn."""
    archive = debian_archive(d)
    libraries = archive[2]
    key = tuple(names)
    if key not in libraries:
        todo = [p for p in (debian_package(n, d, archive) for n in names) if p]
        found = {p.name for p in todo if p.section == "libs"}
        while todo:
            for dependency in debian_dependencies(todo.pop(), d, archive):
                if dependency.section == "libs" and dependency.name not in found:
                    found.add(dependency.name)
                    todo.append(dependency)
        libraries[key] = sorted(found)
    return libraries[key]
