using System.Globalization;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Registries;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Steps;

/// <summary>Reminds a bureau, by e-mail, of a request it has not answered in time.</summary>
internal sealed class RemindBureau(ReferenceCatalogue catalogue, IOptions<RegistryOptions> options) : IStep
{
    public string Type => "remind-bureau";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var requestId = call.Text("requestId");
        var request = await session.Db.BureauRequests.FirstAsync(r => r.RequestId == requestId, ct);
        request.Reminders++;
        var to = options.Value.ReminderAddress.Replace(
            "{code}",
            request.BureauCode.ToLowerInvariant(),
            StringComparison.Ordinal
        );
        var mail = new MailInput(
            to,
            catalogue.Texts.Get("fr", "mail.bureau_reminder.subject", ("request", requestId)),
            catalogue.Texts.Get(
                "fr",
                "mail.bureau_reminder.body",
                ("request", requestId),
                ("due", request.DueOn)
            ),
            "fr"
        );
        session.Work.Intend(
            new NewWorkItem(
                "send-email",
                "mail",
                string.Create(CultureInfo.InvariantCulture, $"remind:{requestId}:{request.Reminders}"),
                JsonSerializer.Serialize(mail),
                call.OrderId
            )
        );
        return StepAnswer.Done.Nothing;
    }
}
