var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "Hello from the edge\n");

app.Run();
