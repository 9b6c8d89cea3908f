SUMMARY = "Python with its whole standard library"
DEBIAN_PYTHON = "${@debian_stands_for('python3-minimal', 'python3.', d)[:-len('-minimal')]}"
DEBS = "${DEBIAN_PYTHON} ${DEBIAN_PYTHON}-minimal lib${DEBIAN_PYTHON}-minimal lib${DEBIAN_PYTHON}-stdlib python3-minimal"
RPROVIDES:${PN} = "python3-core python3-modules python3-asyncio python3-json python3-threading python3-unixadmin"
inherit debian-binaries
