using Hub.Registries;
using Hub.Storage;

namespace Tests.Api;

/// <summary>A bureau with a request to answer, and one it has answered.</summary>
internal static class AskedBureau
{
    /// <summary>Writes both down, for an order.</summary>
    public static Task SeedAsync(HubStore store, string orderId, CancellationToken ct) =>
        store.WriteAsync(
            session =>
            {
                foreach (
                    var (number, state) in (
                        (RequestState[])[RequestState.Received, RequestState.Answered]
                    ).Index()
                )
                {
                    session.Db.BureauRequests.Add(
                        new BureauRequest
                        {
                            RequestId = $"{orderId}-R{number}",
                            OrderId = Guid.Parse(orderId),
                            Number = number,
                            BureauCode = "CHK-02",
                            Channel = "desk",
                            State = state,
                            DueOn = "2026-11-26",
                            OpenedAt = session.Now.AddHours(-5),
                            AnsweredAt = state == RequestState.Answered ? session.Now : null,
                        }
                    );
                }

                return Task.CompletedTask;
            },
            ct
        );
}
