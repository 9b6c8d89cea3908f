SUMMARY = "Parser of AppArmor's profiles"
inherit debian-binaries

# without it, the parser says so in the place of its version
do_install:append() {
    install -D -m 0644 ${DEBIAN_UNPACKED}/apparmor/etc/apparmor/parser.conf etc/apparmor/parser.conf
}
