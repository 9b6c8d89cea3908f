inherit deploy
DEPLOY_FILES = "Image-${MACHINE}.bin"
