using Adapters.Payments;
using Hub.Audit;
using Hub.Processes;
using Hub.Storage;

namespace Hub.Payments;

/// <summary>
/// A callback that is larger than any there is. It is not read; its beginning is kept, and an operator hears of it once:
/// whoever sends such a thing, or a gateway that has changed, must not go unnoticed.
/// </summary>
internal sealed class RefuseCallback(HubStore store, IEnumerable<IPaymentGateway> gateways)
{
    private const string Incidents = "callback_refused";
    private const string TooLarge = "callback_too_large";

    /// <summary>Keeps the beginning and says what to answer, in the provider's words; null when the method is off.</summary>
    public async Task<string?> RunAsync(string method, byte[] head, CancellationToken ct)
    {
        if (gateways.FirstOrDefault(g => g.Method == method) is not { } gateway)
        {
            return null;
        }

        var partner = PaymentMethod.PartnerOf(method);
        var message = $"The callback has more than {head.Length} bytes; its beginning is kept.";
        await store.WriteAsync(
            session =>
            {
                var arrival = new Arrival(partner + "-callback", partner, null, head);
                ReceivedPayload.Keep(session, arrival, PayloadOutcome.Rejected, TooLarge, message);
                var why = $"{TooLarge}: {message}";
                return Incident.OpenOnceAsync(session, Incidents, why, partner, null, ct);
            },
            ct
        );
        return gateway.Answer(CallbackReply.Fail);
    }
}
