SUMMARY = "Container runtime written in C"
inherit debian-binaries
RPROVIDES:${PN} = "virtual-container-runtime"
