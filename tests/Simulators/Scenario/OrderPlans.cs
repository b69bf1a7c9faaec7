namespace Simulators.Scenario;

/// <summary>
/// The stories of a demo's orders: fixed shares of each kind, dealt out by the seed. Each order is peculiar in one way at the
/// most, so that its end can be told from its plan; only what is paid by reference may be rejected too.
/// </summary>
internal static class OrderPlans
{
    private static readonly (double Share, Func<OrderPlan, OrderPlan> Change)[] Peculiar =
    [
        (0.08, plan => plan with { Bureau = BureauTurn.Rejects }),
        (0.04, plan => plan with { Bureau = BureauTurn.NeedsInformation }),
        (0.03, plan => plan with { Payment = PaymentTurn.DeclinedThenApproved }),
        (0.02, plan => plan with { Payment = PaymentTurn.PaidTwice }),
        (0.02, plan => plan with { Bureau = BureauTurn.Reroutes }),
        (0.02, plan => plan with { Post = PostTurn.ReturnsToSender }),
        (0.01, plan => plan with { Post = PostTurn.Loses }),
        (0.02, plan => plan with { Bureau = BureauTurn.IssuesPartially }),
        (0.01, plan => plan with { Payment = PaymentTurn.NeverPaid }),
        (0.04, plan => plan with { Method = PayBy.Agency }),
        (0.02, plan => plan with { Method = PayBy.Sms }),
        (0.01, plan => plan with { Method = PayBy.Agency, Payment = PaymentTurn.ConfirmedTwice }),
        (0.01, plan => plan with { Method = PayBy.Sms, Payment = PaymentTurn.ConfirmedTwice }),
        (0.01, plan => plan with { Method = PayBy.Agency, Payment = PaymentTurn.PaidLate }),
        (0.01, plan => plan with { Method = PayBy.Agency, Bureau = BureauTurn.Rejects }),
        (0.01, plan => plan with { Method = PayBy.Sms, Bureau = BureauTurn.Rejects }),
    ];

    /// <summary>The plans of <paramref name="count"/> orders.</summary>
    public static IReadOnlyList<OrderPlan> Deal(int count, Draw draw, Bureaus bureaus)
    {
        var plans = Ordinary(count, draw, bureaus);
        var indexes = Enumerable.Range(0, count).ToArray();
        draw.For("peculiar").Shuffle(indexes);
        var next = 0;
        foreach (var (share, change) in Peculiar)
        {
            for (var left = QuotaOf(share, count); left > 0 && next < count; left--)
            {
                var index = indexes[next++];
                plans[index] = Complete(change(plans[index]), left, draw, bureaus);
            }
        }

        return plans;
    }

    /// <summary>How many of <paramref name="count"/> orders a share is: at least one.</summary>
    public static int QuotaOf(double share, int count) => Math.Max(1, (int)Math.Round(share * count));

    private static OrderPlan[] Ordinary(int count, Draw draw, Bureaus bureaus)
    {
        var rest = (int)Math.Round(count * 0.40);
        var files = (int)Math.Round(count * 0.35);
        var channels = Enumerable
            .Range(0, count)
            .Select(i =>
                i < rest ? "rest"
                : i < rest + files ? "sftp"
                : "desk"
            )
            .ToArray();
        draw.For("channels").Shuffle(channels);
        var rounds = new Dictionary<string, Queue<string>>(StringComparer.Ordinal);
        return
        [
            .. channels.Select(
                (channel, i) =>
                    new OrderPlan(
                        i,
                        NextOf(channel),
                        channel,
                        PaymentTurn.Approved,
                        BureauTurn.Issues,
                        PostTurn.Delivers
                    )
            ),
        ];

        // Every bureau has its turn before one has its second.
        string NextOf(string channel)
        {
            if (!rounds.TryGetValue(channel, out var queue))
            {
                rounds[channel] = queue = new Queue<string>();
            }

            if (queue.Count == 0)
            {
                var codes = bureaus.Of(channel).Select(b => b.Code).ToArray();
                draw.For("bureaus:" + channel).Shuffle(codes);
                codes.ToList().ForEach(queue.Enqueue);
            }

            return queue.Dequeue();
        }
    }

    private static OrderPlan Complete(OrderPlan plan, int ordinal, Draw draw, Bureaus bureaus)
    {
        if (plan.Bureau == BureauTurn.Reroutes)
        {
            // Sometimes to a bureau of the same kind, sometimes to one that is reached in another way.
            var others = bureaus
                .All.Where(b => b.Code != plan.BureauCode && b.Type != "consulate")
                .Where(b => (b.Channel == plan.Channel) == (ordinal % 2 == 0))
                .ToList();
            return plan with { HeldAtBureauCode = draw.For($"held:{plan.Index}").OneOf(others).Code };
        }

        return plan.Post == PostTurn.Loses && ordinal % 2 == 0
            ? plan with
            {
                Claim = ClaimTurn.Refund,
            }
            : plan;
    }
}
