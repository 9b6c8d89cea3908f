SUMMARY = "The build host's RAUC, where meta-rauc's class of bundles looks for it"
LICENSE = "CLOSED"
INHIBIT_DEFAULT_DEPS = "1"
inherit native
do_fetch[noexec] = "1"
do_unpack[noexec] = "1"
do_patch[noexec] = "1"
do_configure[noexec] = "1"
do_compile[noexec] = "1"
do_install() {
    install -d ${D}${bindir}
    ln -s /usr/bin/rauc ${D}${bindir}
}
