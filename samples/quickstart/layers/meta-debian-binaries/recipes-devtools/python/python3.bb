SUMMARY = "Python with its whole standard library"
DEBS = "python3.11 python3.11-minimal libpython3.11-minimal libpython3.11-stdlib python3-minimal"
RPROVIDES:${PN} = "python3-core python3-modules python3-asyncio python3-json python3-threading python3-unixadmin"
inherit debian-binaries
