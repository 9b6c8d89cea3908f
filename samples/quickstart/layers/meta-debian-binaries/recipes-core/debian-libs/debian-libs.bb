SUMMARY = "The shared libraries of the programs that every image has, in one package, which is quick to make and to install"
DEBS = "${@' '.join(debian_libraries(d.getVar('DEBIAN_LIBRARIES_OF').split(), d))}"
require debian-libs.inc

RPROVIDES:${PN} = "${@' '.join(debian_library_names(p) for p in d.getVar('DEBS').split())}"

do_install:append() {
    if [ -d usr/lib64 ]; then
        ln -s usr/lib64 lib64
    fi
    mkdir -p etc
    echo 'include /etc/ld.so.conf.d/*.conf' > etc/ld.so.conf
}
