SUMMARY = "Starts a container"
