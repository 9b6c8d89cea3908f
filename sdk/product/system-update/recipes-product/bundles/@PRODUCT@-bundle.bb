SUMMARY = "An update of @COMPATIBLE@"

inherit bundle

RAUC_BUNDLE_FORMAT = "verity"
RAUC_BUNDLE_COMPATIBLE = "@COMPATIBLE@"
RAUC_BUNDLE_VERSION ?= "${DISTRO_VERSION}"
RAUC_BUNDLE_SLOTS = "rootfs"
RAUC_SLOT_rootfs = "@IMAGE@"
RAUC_SLOT_rootfs[fstype] = "ext4"

RAUC_CERT_FILE := "${THISDIR}/files/signer.cert.pem"
BUNDLE_ARGS := "@INTERMEDIATES@"
do_bundle[file-checksums] += "@CERTIFICATES@"

# verified as a device verifies it: with the keyring that the image has
DEPENDS += "e2fsprogs-native"
do_bundle:append() {
    debugfs -R "cat ${sysconfdir}/rauc/ca.cert.pem" ${BUNDLE_DIR}/*.ext4 > ${B}/keyring.pem
    rauc info --keyring=${B}/keyring.pem ${B}/bundle.raucb
}
