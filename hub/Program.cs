using Hub.Announcements;
using Hub.Api;
using Hub.Attachments;
using Hub.Calendars;
using Hub.Catalogue;
using Hub.Desk;
using Hub.Exchange;
using Hub.Identity;
using Hub.Operations;
using Hub.Operations.Invariants;
using Hub.Orders;
using Hub.Pages;
using Hub.Payments;
using Hub.Portal;
using Hub.Processes;
using Hub.Registries;
using Hub.Schedules;
using Hub.Sealing;
using Hub.Shipping;
using Hub.Steps;
using Hub.Storage;
using Hub.Work;

if (CheckCommand.IsMeant(args))
{
#pragma warning disable RS0030 // A command's output is what it prints; only here does it get the writer.
    return await CheckCommand.RunAsync(args, Console.Out, CancellationToken.None);
#pragma warning restore RS0030
}

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddJsonFile("config/hub.json", optional: true, reloadOnChange: false);
builder.Configuration.AddEnvironmentVariables().AddCommandLine(args);

builder
    .Services.AddOperations(builder.Configuration)
    .AddStorage(builder.Configuration)
    .AddSealing(builder.Configuration)
    .AddCatalogue(builder.Configuration)
    .AddHubIdentity(builder.Configuration)
    .AddPortal(builder.Configuration)
    .AddAttachments(builder.Configuration)
    .AddPortalApi()
    .AddOrders()
    .AddPayments(builder.Configuration)
    .AddRegistries(builder.Configuration)
    .AddExchange(builder.Configuration)
    .AddShipping(builder.Configuration)
    .AddSteps(builder.Configuration)
    .AddAnnouncements(builder.Configuration)
    .AddProcesses(builder.Configuration)
    .AddCalendars()
    .AddWork(builder.Configuration)
    .AddSchedules(builder.Configuration)
    .AddDesk()
    .AddPages();
builder.WebHost.UseStaticWebAssets();

var app = builder.Build();
app.UseStillness();
app.UseRequestLocalization();
app.UseNotFoundPage();
app.UsePortalFailures();
app.UseStoreAway();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseAntiforgery();
app.MapSandbox();
app.MapSession();
app.MapPortalApi();
app.MapRegistry();
app.MapDeliveryReports();
app.MapDesk();
app.MapPages();
await app.RunAsync();
return 0;
