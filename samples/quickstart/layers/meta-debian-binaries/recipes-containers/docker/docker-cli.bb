SUMMARY = "The command docker, which Debian 12 has in docker.io"
inherit debian-binaries
