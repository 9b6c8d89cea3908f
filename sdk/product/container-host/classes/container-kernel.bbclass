# Gives a kernel the options that a container host needs, and fails where it lacks one. Every kernel recipe inherits it,
# through KERNEL_CLASSES.

CONTAINER_KERNEL_CONFIG ?= "${B}/.config"

def container_kernel_options(name, d):
    return bb.utils.which(d.getVar("BBPATH"), "files/" + name)

CONTAINER_KERNEL_NEEDS = "${@container_kernel_options('container-kernel.cfg', d)}"
CONTAINER_KERNEL_WANTS = "${@container_kernel_options('container-kernel-optional.cfg', d)}"
CONTAINER_KERNEL_NEEDS[vardepvalue] = ""
CONTAINER_KERNEL_WANTS[vardepvalue] = ""

# what the kernel has, built in or as a module, stays as it is; the last assignment counts
do_configure:append() {
    sed -n 's/^\(CONFIG_[A-Za-z0-9_]*\)=y$/\1/p' ${CONTAINER_KERNEL_WANTS} ${CONTAINER_KERNEL_NEEDS} | while read -r option; do
        grep -q "^$option=[ym]\$" ${B}/.config || echo "$option=y" >> ${B}/.config
    done
    ${KERNEL_CONFIG_COMMAND}
}
do_configure[file-checksums] += "${CONTAINER_KERNEL_NEEDS}:True ${CONTAINER_KERNEL_WANTS}:True"

python do_container_kernel_check() {
    import glob, re

    def options(path):
        with open(path) as f:
            return re.findall(r"^(CONFIG_\w+)=[ym]$", f.read(), re.M)

    configs = glob.glob(d.getVar("CONTAINER_KERNEL_CONFIG"))
    if not configs:
        bb.fatal("There is no configuration %s of the kernel %s to be checked." % (d.getVar("CONTAINER_KERNEL_CONFIG"), d.getVar("PN")))
    has = set(options(configs[0]))
    missing = [option for option in options(d.getVar("CONTAINER_KERNEL_NEEDS")) if option not in has]
    if missing:
        bb.fatal("%s lacks options that containers need: %s." % (d.getVar("PN"), ", ".join(missing)))
}
do_container_kernel_check[file-checksums] += "${CONTAINER_KERNEL_NEEDS}:True"
addtask container_kernel_check after do_configure before do_compile
