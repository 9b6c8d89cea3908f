SUMMARY = "/etc/protocols, /etc/services and their like"
inherit debian-binaries
