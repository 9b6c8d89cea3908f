SUMMARY = "ps, top and their like"
RPROVIDES:${PN} = "procps-ps procps-sysctl"
inherit debian-binaries
