SUMMARY = "Name server for containers"
RDEPENDS:${PN} = "netavark"
inherit debian-binaries
