using Hub.Api;
using Hub.Catalogue;
using Hub.Identity;
using Hub.Operations;
using Hub.Pages;
using Hub.Processes;
using Hub.Storage;
using Hub.Work;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddJsonFile("config/hub.json", optional: true, reloadOnChange: false);
builder.Configuration.AddEnvironmentVariables();

builder
    .Services.AddOperations(builder.Configuration)
    .AddStorage(builder.Configuration)
    .AddProcesses(builder.Configuration)
    .AddWork(builder.Configuration)
    .AddHubIdentity(builder.Configuration)
    .AddCatalogue(builder.Configuration)
    .AddPages();
builder.WebHost.UseStaticWebAssets();

var app = builder.Build();
app.UseStillness();
app.UseRequestLocalization();
app.UseAuthentication();
app.UseAuthorization();
app.MapSandbox();
app.UseAntiforgery();
app.MapSession();
app.MapPages();
await app.RunAsync();
