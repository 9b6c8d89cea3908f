// Tells the journal once a minute how much room the containers and their data have left.
var data = new DriveInfo("/data");
while (true)
{
    Console.WriteLine($"{data.AvailableFreeSpace >> 20} of {data.TotalSize >> 20} MiB are free on /data");
    await Task.Delay(TimeSpan.FromMinutes(1));
}
