SUMMARY = "Runs compose files with podman"
RDEPENDS:${PN} = "podman python3 python3-dotenv python3-pyyaml"
inherit debian-binaries
