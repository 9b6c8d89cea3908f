SUMMARY = "Runs containers"
