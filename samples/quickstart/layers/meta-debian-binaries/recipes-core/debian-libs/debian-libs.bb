SUMMARY = "The shared libraries of the programs that every image has"
DEBS = "${@' '.join(debian_libraries(d.getVar('DEBIAN_LIBRARIES_OF').split(), d))}"
require debian-libs.inc

FILES:${PN} = "/etc/ld.so.conf /lib64"
RDEPENDS:libc6 = "${PN}"

do_install:append() {
    if [ -d usr/lib64 ]; then
        ln -s usr/lib64 lib64
    fi
    mkdir -p etc
    echo 'include /etc/ld.so.conf.d/*.conf' > etc/ld.so.conf
}
