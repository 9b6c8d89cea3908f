SUMMARY = "RAUC's configuration, which a layer above brings"
LICENSE = "CLOSED"
SRC_URI = "file://system.conf file://ca.cert.pem"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"
python () {
    if not bb.utils.which(d.getVar("FILESPATH"), "system.conf"):
        raise bb.parse.SkipRecipe("no layer brings RAUC's system.conf")
}

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -d ${D}${sysconfdir}/rauc
    install -m 0644 ${SOURCES}/system.conf ${SOURCES}/ca.cert.pem ${D}${sysconfdir}/rauc
}
