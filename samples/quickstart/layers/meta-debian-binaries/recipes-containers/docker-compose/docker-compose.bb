SUMMARY = "Runs compose files with docker, as its plugin, which Debian 12 does not have"
RDEPENDS:${PN} = "docker-cli"
inherit debian-binaries
