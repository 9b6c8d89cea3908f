SUMMARY = "Reads .env files"
RDEPENDS:${PN} = "python3"
inherit debian-binaries
