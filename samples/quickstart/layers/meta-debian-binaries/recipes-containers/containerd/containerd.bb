SUMMARY = "Daemon that keeps the containers of docker"
inherit debian-binaries
