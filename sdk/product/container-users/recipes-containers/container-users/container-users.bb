SUMMARY = "The users who run containers without root"

require container-users.inc
inherit product-files useradd

USERADD_PACKAGES = "${PN}"
USERADD_PARAM:${PN} = "${@'; '.join('--create-home --user-group --shell /bin/sh ' + user for user in d.getVar('CONTAINER_USERS').split())}"
ALLOW_EMPTY:${PN} = "1"

# the ids that the users' containers have, as usermod would give them
pkg_postinst:${PN}() {
    first=100000
    for user in ${CONTAINER_USERS}; do
        for file in subuid subgid; do
            grep -qs "^$user:" $D${sysconfdir}/$file || echo "$user:$first:65536" >> $D${sysconfdir}/$file
        done
        first=$(expr $first + 65536)
    done
}

# newuidmap and newgidmap; a network and, on kernels before 5.13, storage without root
RDEPENDS:${PN} = "shadow slirp4netns"
RRECOMMENDS:${PN} = "fuse-overlayfs"
