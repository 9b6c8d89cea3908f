SUMMARY = "The shared libraries that the programs of this layer need, a package each"
DEBS = "${@' '.join(debian_libraries(d.getVar('DEBIAN_LIBRARIES_OF').split(), d))}"
inherit debian-binaries
PV = "${@debian_version('libc6', d)}"

PACKAGES = "${DEBS} ${PN}"
FILES:${PN} = "/etc/ld.so.conf /lib64"
RDEPENDS:libc6 = "${PN}"

do_install:append() {
    if [ -d usr/lib64 ]; then
        ln -s usr/lib64 lib64
    fi
    mkdir -p etc
    echo 'include /etc/ld.so.conf.d/*.conf' > etc/ld.so.conf
    find usr -type d -empty -delete
}

python () {
    for package in d.getVar("DEBS").split():
        d.setVar("PKGV:" + package, debian_version(package, d))
        d.setVar("DEBIAN_NOAUTONAME:" + package, "1")
        d.setVar("ALLOW_EMPTY:" + package, "1")
        d.appendVar("RDEPENDS:" + package, " " + " ".join(debian_libraries([package], d)))
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
