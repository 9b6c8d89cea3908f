SUMMARY = "Certificates that programs trust"
inherit debian-binaries

# what Debian's package does when it is installed
do_install:append() {
    mkdir -p etc/ssl/certs
    cat usr/share/ca-certificates/*/*.crt > etc/ssl/certs/ca-certificates.crt
    rm -rf usr/sbin
}
