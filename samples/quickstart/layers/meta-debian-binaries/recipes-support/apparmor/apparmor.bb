SUMMARY = "Parser of AppArmor's profiles"
inherit debian-binaries

do_install:append() {
    find . -type f ! -name apparmor_parser -delete
    find . -type l -delete
    find . -type d -empty -delete
    # without it, the parser says so in the place of its version
    install -D -m 0644 ${DEBIAN_UNPACKED}/apparmor/etc/apparmor/parser.conf etc/apparmor/parser.conf
}
