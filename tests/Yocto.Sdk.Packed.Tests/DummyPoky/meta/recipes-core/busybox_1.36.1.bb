SUMMARY = "Small versions of many programs"
