# A target recipe made of Debian's binary packages: DEBS names them. The shared libraries that they need come from
# debian-libs and debian-libs-more; a program that they need is a recipe of its own, in RDEPENDS.

DEBS ?= "${BPN}"
# those of them whose libraries are needed
DEBS_LINKED ?= "${DEBS}"
LICENSE ?= "CLOSED"
PV = "${@debian_version(d.getVar('DEBS').split()[0], d)}"
INHIBIT_DEFAULT_DEPS = "1"
DEBIAN_UNPACKED = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}/debs"
S = "${DEBIAN_UNPACKED}"
SRC_URI:prepend = "${@debian_src_uri(d)} "
PACKAGES = "${PN}"
FILES:${PN} = "/*"
ALLOW_EMPTY:${PN} = "1"
SYSROOT_DIRS = ""

do_patch[noexec] = "1"
do_configure[noexec] = "1"
do_compile[noexec] = "1"
do_package_qa[noexec] = "1"

def debian_version(name, d):
    """Upstream's part of a package's version."""
    package = debian_package(name, d)
    return package.version.split(":")[-1].rsplit("-", 1)[0] if package else "0"

def debian_src_uri(d):
    packages = [debian_package(name, d) for name in d.getVar("DEBS").split()]
    return " ".join("%s;subdir=%s/%s;sha256sum=%s" % (p.uri, "debs", p.name, p.sha256) for p in packages if p)

python () {
    bb.parse.mark_dependency(d, d.getVar("DEBIAN_INDEX"))
    names = d.getVar("DEBS").split()
    missing = [name for name in names if not debian_package(name, d)]
    if missing:
        raise bb.parse.SkipRecipe("Debian %s has no package %s for %s" % (d.getVar("DEBIAN_RELEASE"), ", ".join(missing), d.getVar("DEBIAN_ARCH")))
    if d.getVar("PN").startswith("debian-libs"):
        return
    linked = d.getVar("DEBS_LINKED").split()
    libraries = debian_libraries(linked, d)
    listed = d.getVar("DEBIAN_LIBRARIES_OF").split() + d.getVar("DEBIAN_LIBRARIES_OF_MORE").split()
    unlisted = set(libraries) - set(debian_libraries(listed, d))
    if unlisted:
        raise bb.parse.SkipRecipe("no recipe has %s: add %s to DEBIAN_LIBRARIES_OF_MORE" % (", ".join(sorted(unlisted)), " ".join(linked)))
    d.appendVar("RDEPENDS:" + d.getVar("PN"), " " + " ".join(libraries))
}

# usr-merged, without what no device reads
debian_install() {
    for deb in ${DEBIAN_UNPACKED}/*; do
        [ ! -d $deb ] || cp -a --no-preserve=ownership $deb/. ${D}
    done
    cd ${D}
    rm -rf usr/share/doc usr/share/man usr/share/locale usr/share/lintian usr/share/bug usr/share/bash-completion \
        usr/share/zsh usr/share/fish etc/init.d etc/default etc/cron* etc/apparmor*
    for i in bin sbin lib lib64; do
        [ -d $i ] || continue
        mkdir -p usr/$i
        cp -a $i/. usr/$i
        rm -rf $i
    done
}

do_install() {
    debian_install
}
