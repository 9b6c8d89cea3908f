SUMMARY = "Files that every system has"
