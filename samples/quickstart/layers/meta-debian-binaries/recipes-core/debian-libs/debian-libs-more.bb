SUMMARY = "The shared libraries of the other programs"
DEBS = "${@' '.join(p for p in debian_libraries(d.getVar('DEBIAN_LIBRARIES_OF_MORE').split(), d) \
    if p not in debian_libraries(d.getVar('DEBIAN_LIBRARIES_OF').split(), d))}"
require debian-libs.inc
