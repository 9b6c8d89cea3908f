SUMMARY = "Container runtime written in Go"
RPROVIDES:${PN} = "virtual-runc virtual-container-runtime"
inherit debian-binaries
