SUMMARY = "Reads and writes YAML"
DEBS = "python3-yaml"
RDEPENDS:${PN} = "python3"
inherit debian-binaries
