SUMMARY = "The shared libraries of the other programs, a package each"
DEBS = "${@' '.join(p for p in debian_libraries(d.getVar('DEBIAN_LIBRARIES_OF_MORE').split(), d) \
    if p not in debian_libraries(d.getVar('DEBIAN_LIBRARIES_OF').split(), d))}"
require debian-libs.inc

PACKAGES = "${DEBS} ${PN}"
FILES:${PN} = ""

python () {
    for package in d.getVar("DEBS").split():
        d.setVar("PKGV:" + package, debian_version(package, d))
        d.setVar("DEBIAN_NOAUTONAME:" + package, "1")
        d.setVar("ALLOW_EMPTY:" + package, "1")
        d.setVar("RPROVIDES:" + package, debian_library_names(package))
        d.appendVar("RDEPENDS:" + package, " " + " ".join(p for p in debian_libraries([package], d) if p != package))
}

python populate_packages:prepend() {
    import os
    for package in d.getVar("DEBS").split():
        root = os.path.join(d.getVar("DEBIAN_UNPACKED"), package)
        files = []
        for folder, _, names in os.walk(root):
            for name in names:
                path = "/" + os.path.relpath(os.path.join(folder, name), root)
                files.append(path if path.startswith(("/usr/", "/etc/")) else "/usr" + path)
        d.setVar("FILES:" + package, " ".join(files))
}
