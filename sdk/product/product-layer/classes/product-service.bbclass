# A recipe of the product whose SERVICE is started at boot; none where that is empty. systemd takes ${SERVICE}.service;
# sysvinit takes ${SERVICE}.init, which begins the script, and defines what start and stop do.

inherit product-files update-rc.d

SERVICE_TARGET ?= "multi-user.target"
INITSCRIPT_NAME = "${SERVICE}"
INITSCRIPT_PARAMS = "defaults 95 05"
INHIBIT_UPDATERCD_BBCLASS = "${@'' if d.getVar('SERVICE') else '1'}"

do_install:append() {
    if [ -n "${SERVICE}" ] && ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install_unit ${SERVICE}.service ${SERVICE_TARGET}
    fi
    if [ -n "${SERVICE}" ] && ${@bb.utils.contains('DISTRO_FEATURES', 'sysvinit', 'true', 'false', d)}; then
        install -D -m 0755 ${SOURCES}/${SERVICE}.init ${D}${sysconfdir}/init.d/${SERVICE}
        cat >> ${D}${sysconfdir}/init.d/${SERVICE} <<'END'

# without the data partition, an application would begin anew, in memory or on the system's own file system
allowed() { [ ! -e /run/data-partition.failed ] || { echo "${SERVICE} is not started: $(cat /run/data-partition.failed)"; exit 1; }; }

case "$1" in
start)
    allowed
    start
    ;;
stop)
    stop
    ;;
restart|force-reload)
    stop
    allowed
    start
    ;;
*)
    echo "Usage: $0 {start|stop|restart}"
    exit 1
    ;;
esac
END
    fi
}
