SUMMARY = "Parser of AppArmor's profiles"
inherit debian-binaries

do_install:append() {
    find . -type f ! -name apparmor_parser -delete
    find . -type l -delete
    find . -type d -empty -delete
}
