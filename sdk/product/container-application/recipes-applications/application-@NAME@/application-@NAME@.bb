SUMMARY = "Runs the container @NAME@ from boot on"
SRC_URI = "file://@NAME@.service file://@NAME@.init"
SERVICE = "@NAME@"

inherit product-service

RDEPENDS:${PN} = "container-preload"
