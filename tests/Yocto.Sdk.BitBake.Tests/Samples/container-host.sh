# shellcheck shell=sh
# Before each script of ContainerHostTests: waits for the end of the boot, and defines what they ask of the device.
set -eux
{ systemctl is-system-running --wait || true; }

# web [PORT]: waits until the preloaded container answers there.
web() {
    for _ in $(seq 120); do
        [ "$(timeout 10 wget -q -O - "http://127.0.0.1:${1:-8080}/marker" 2>/dev/null)" != "made by the test" ] || return 0
        sleep 1
    done
    systemctl status compose-quickstart web shop docker --no-pager -n 30 || true
    podman ps -a || docker ps -a
    return 1
}
