SUMMARY = "The configuration of the container host, in the place of meta-virtualization's recipe of this name"
SRC_URI = "file://etc"

require container-host-config.inc
inherit product-files

S = "${SOURCES}/etc"

CGROUP_MANAGER = "${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'systemd', 'cgroupfs', d)}"
RUNTIME = "${@'crun' if d.getVar('VIRTUAL-RUNTIME_container_runtime') == 'crun' else 'runc'}"

do_install() {
    install -d ${D}${sysconfdir}
    cp -R --no-dereference --preserve=mode ${SOURCES}/etc/. ${D}${sysconfdir}
    find ${D}${sysconfdir} -type f -name '*[.]conf' -o -type f -name daemon.json |
        xargs sed -i -e 's/@cgroup_manager@/${CGROUP_MANAGER}/' -e 's/@runtime@/${RUNTIME}/'
}

# docker's own recipe starts the daemon when its socket is first used: containers that are to come back after a boot would
# wait for that
do_install:append:class-target() {
    if [ -n "${ENGINE_UNIT}" ] && ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install -d ${D}${systemd_system_unitdir}/multi-user.target.wants
        ln -s ../${ENGINE_UNIT} ${D}${systemd_system_unitdir}/multi-user.target.wants/${ENGINE_UNIT}
    fi
}

# skopeo on the build host moves images about that the build itself has made
do_install:append:class-native() {
    printf '{ "default": [{ "type": "insecureAcceptAnything" }] }\n' > ${D}${sysconfdir}/containers/policy.json
}

# systemd makes cgroups through D-Bus; another init leaves them to be mounted
RDEPENDS:${PN}:append:class-target = " ${CERTIFICATES} ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'dbus', 'cgroup-lite', d)}"

# old kernels let the first TLS connection wait for entropy; and what a kernel has as modules
RRECOMMENDS:${PN}:append:class-target = " rng-tools \
    kernel-module-overlay kernel-module-fuse kernel-module-tun kernel-module-veth kernel-module-bridge kernel-module-br-netfilter \
    kernel-module-ip-tables kernel-module-iptable-filter kernel-module-iptable-nat kernel-module-ip6-tables \
    kernel-module-ip6table-filter kernel-module-ip6table-nat kernel-module-nf-nat kernel-module-nf-conntrack \
    kernel-module-xt-addrtype kernel-module-xt-comment kernel-module-xt-conntrack kernel-module-xt-mark \
    kernel-module-xt-masquerade kernel-module-xt-multiport kernel-module-xt-nat kernel-module-xt-tcpudp"

BBCLASSEXTEND = "native nativesdk"
