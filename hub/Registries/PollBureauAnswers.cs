using System.Globalization;
using System.Text;
using Adapters.Registries;
using Hub.Catalogue;
using Hub.Processes;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Registries;

/// <summary>
/// Asks the systems of bureaus for answers that were not sent to us: in every round those that owe us one, now and then the
/// others. The cursor moves in the transaction that takes the answers, so none is passed over.
/// </summary>
internal sealed class PollBureauAnswers(
    HubStore store,
    ReferenceCatalogue catalogue,
    IRegistryChannel channel,
    ReceiveAnswers receive,
    PartnerRounds rounds,
    IOptions<RegistryOptions> options
)
{
    private const string Channel = "answers";

    /// <summary>Pages read in one visit; what is left waits for the next.</summary>
    private const int MaxPages = 50;

    /// <summary>One round; returns how many bureaus were asked with success.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (!options.Value.PollAnswers)
        {
            return 0;
        }

        var bureaus = catalogue.Bureaus.Where(b => b.Type.Channel == "rest").Select(b => b.Code);
        var owing = await store.ReadAsync(db =>
            db.BureauRequests.Where(r => r.Channel == "rest" && r.State == RequestState.Received)
                .Select(r => r.BureauCode)
                .Distinct()
                .ToHashSetAsync(StringComparer.Ordinal, ct)
        );
        return await rounds.RunAsync(Channel, bureaus.Union(owing), owing, VisitAsync, ct);
    }

    private async Task VisitAsync(string bureau, CancellationToken ct)
    {
        var endpoint = options.Value.EndpointOf(bureau);
        var cursor = await store.ReadAsync(db =>
            db.PartnerContacts.Where(c => c.Partner == bureau && c.Channel == Channel)
                .Select(c => c.Cursor)
                .FirstOrDefaultAsync(ct)
        );
        for (var i = 0; i < MaxPages; i++)
        {
            var page = await channel.ReadAnswersAsync(endpoint, cursor, ct);
            var next = page.Next ?? cursor;
            if (page is not { IsReadable: true, Answers.Count: 0, Unreadable.Count: 0 } || next != cursor)
            {
                await store.WriteAsync(session => TakeAsync(bureau, page, next, session, ct), ct);
            }

            if (!page.IsReadable)
            {
                throw new HttpRequestException("The bureau's answers are not the JSON agreed on.");
            }

            if (next == cursor)
            {
                return;
            }

            cursor = next;
        }
    }

    private async Task TakeAsync(
        string bureau,
        AnswerPage page,
        string? next,
        WriteSession session,
        CancellationToken ct
    )
    {
        var contact = await PartnerRounds.ContactAsync(bureau, Channel, session, ct);
        var isNews = contact.Cursor != next && page.Answers.Count + page.Unreadable.Count > 0;
        contact.Cursor = next;
        var body = Encoding.UTF8.GetBytes(page.RawBody);
        var verdicts = await receive.RunAsync(bureau, page.Answers, session, ct);
        // Nobody reads our verdicts here as an ACK or a problem document is read: a person has to.
        var faults = FaultsOf(page, verdicts).ToList();
        isNews |= verdicts.Any(v => v is { Code: null, HeardBefore: false });
        foreach (var fault in faults)
        {
            isNews |= await Incident.OpenOnceAsync(session, "answer_refused", fault, bureau, null, ct);
        }

        // A bureau without a cursor shows the same page in every round: it is kept once.
        if (isNews && page.IsReadable)
        {
            AnswerPayload.Keep(bureau, body, page.Answers, verdicts, session);
        }
        else if (isNews)
        {
            AnswerPayload.KeepRejected(bureau, body, "body_unreadable", faults[0], session);
        }
    }

    private static IEnumerable<string> FaultsOf(AnswerPage page, IReadOnlyList<AnswerVerdict> verdicts)
    {
        if (!page.IsReadable)
        {
            yield return "body_unreadable: The body is not the JSON agreed on.";
        }

        foreach (var place in page.Unreadable)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"answer_unreadable: after '{(page.Answers.Count > 0 ? page.Answers[0].RequestId : null)}', place {place}: not what was agreed on."
            );
        }

        foreach (
            var (answer, verdict) in page.Answers.Zip(verdicts).Where(pair => pair.Second.Code is not null)
        )
        {
            yield return $"{verdict.Code}: '{answer.RequestId}': {verdict.Message}";
        }
    }
}
