def createDaemon(function, logfile):
    function()
