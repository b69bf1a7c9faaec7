using Hub.Registries;
using Hub.Storage;

namespace Tests.Api;

/// <summary>A bureau with a request to answer, and one it has answered.</summary>
internal static class AskedBureau
{
    /// <summary>Writes both down, of orders that need not be there.</summary>
    public static Task SeedAsync(HubStore store, CancellationToken ct) =>
        store.WriteAsync(
            session =>
            {
                var order = session.NewId();
                foreach (
                    var (number, state) in (
                        (RequestState[])[RequestState.Received, RequestState.Answered]
                    ).Index()
                )
                {
                    session.Db.BureauRequests.Add(
                        new BureauRequest
                        {
                            RequestId = $"{order}-R{number}",
                            OrderId = order,
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
