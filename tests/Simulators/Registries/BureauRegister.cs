using System.Collections.Concurrent;
using System.Globalization;
using Simulators.Scenario;

namespace Simulators.Registries;

/// <summary>
/// What happens inside a bureau, whatever way requests reach it: the register is opened when somebody has time, and the
/// answer is what the order's plan says. A request id that was seen before is recognised; its documents are never issued twice.
/// </summary>
internal sealed class BureauRegister(
    PlanBook plans,
    PartnerClock clock,
    Journal journal,
    Draw draw,
    WorkingHours hours,
    BureauHabits habits
)
{
    /// <summary>Reasons that allow no correction: the order ends with them.</summary>
    private static readonly string[] Refusals =
    [
        "register_unavailable",
        "requester_not_entitled",
        "language_not_available",
        "other_document_type",
        "marginal_note_pending",
    ];
    private static readonly string[] Officers =
    [
        "م. العلوي",
        "F. Bennani",
        "ن. الإدريسي",
        "A. Ait Taleb",
        "ح. الݣزولي",
    ];
    private static readonly string[] Questions =
    [
        "act_not_found",
        "identity_differs",
        "attachment_unreadable",
    ];

    private readonly ConcurrentDictionary<string, AskedRequest> taken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> questioned = new(StringComparer.Ordinal);

    /// <summary>Hours of the administration.</summary>
    public WorkingHours Hours => hours;

    /// <summary>Notes a request; false when the bureau has it already.</summary>
    public bool Take(AskedRequest request)
    {
        var isNew = taken.TryAdd(request.RequestId, request);
        journal.Note(
            clock.GetUtcNow(),
            "request",
            request.RequestId,
            repeated: !isNew,
            new { bureau = request.BureauCode, lines = request.Lines.Count }
        );
        return isNew;
    }

    /// <summary>Has the bureau this request?</summary>
    public bool Has(string bureau, string requestId) =>
        taken.TryGetValue(requestId, out var request) && request.BureauCode == bureau;

    /// <summary>Does the clerk say first that the act has to be searched for?</summary>
    public bool IsSearchedFor(AskedRequest request) =>
        request.ActNumber == MagicValues.Searched
        || draw.Happens(habits.Searches, "search:" + request.RequestId);

    /// <summary>When somebody will have found the act: within a working day or so, rarely after days.</summary>
    public DateTimeOffset AnswerAt(AskedRequest request, DateTimeOffset receivedAt)
    {
        var random = draw.For("answer-at:" + request.RequestId);
        var slow =
            request.ActNumber == MagicValues.Silent
            || IsSearchedFor(request)
            || draw.Happens(habits.Slow, "slow:" + request.RequestId);
        var working = slow
            ? random.Between(TimeSpan.FromHours(18), TimeSpan.FromHours(34))
            : random.Between(TimeSpan.FromMinutes(40), TimeSpan.FromHours(10));
        return hours.Add(receivedAt, working);
    }

    /// <summary>The words for "we are searching".</summary>
    public static IReadOnlyList<GivenAnswer> Searching(AskedRequest request) =>
        [.. request.Lines.Select(line => new GivenAnswer(request.RequestId, line.Line, "in_search"))];

    /// <summary>Decides a request, once; the documents are in the ledger of issues from now on.</summary>
    public IReadOnlyList<GivenAnswer> Decide(AskedRequest request)
    {
        var turn = TurnOf(request);
        var random = draw.For("decision:" + request.RequestId);
        var answers = request.Lines.Select(line => Answer(request, line, turn, random)).ToList();
        foreach (var answer in answers.Where(a => a.IssuedCopies > 0))
        {
            journal.Note(
                clock.GetUtcNow(),
                "issue",
                string.Create(CultureInfo.InvariantCulture, $"{answer.RequestId}:{answer.Line}"),
                repeated: false,
                new { bureau = request.BureauCode, copies = answer.IssuedCopies }
            );
        }

        return answers;
    }

    /// <summary>What is planned happens at the first request; whoever is asked later simply issues.</summary>
    private BureauTurn TurnOf(AskedRequest request)
    {
        var plan = plans.Find(request.RequestId);
        var turn =
            plan is null ? MagicValues.OfAct(request.ActNumber)?.Turn ?? BureauTurn.Issues
            : request.BureauCode == plan.BureauCode ? plan.Bureau
            : BureauTurn.Issues;
        if (turn == BureauTurn.Issues)
        {
            return turn;
        }

        var order = request.RequestId[..request.RequestId.LastIndexOf('-')];
        return questioned.GetOrAdd(order, request.RequestId) == request.RequestId ? turn : BureauTurn.Issues;
    }

    private GivenAnswer Answer(AskedRequest request, AskedLine line, BureauTurn turn, Random random)
    {
        var plan = plans.Find(request.RequestId);
        var wished = plan is null ? MagicValues.OfAct(request.ActNumber)?.Reason : null;
        var issued = new GivenAnswer(request.RequestId, line.Line, "issued")
        {
            IssuedCopies = line.Copies,
            IssuedOn = hours.DayOf(clock.GetUtcNow()).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
            Officer = random.OneOf(Officers),
            ActNumberFound = request.ActNumber,
            ActYearFound = request.ActYear,
        };
        return turn switch
        {
            BureauTurn.Issues => issued,
            BureauTurn.Rejects => No(issued, "rejected") with
            {
                Reason = wished ?? draw.For("refusal:" + request.RequestId).OneOf(Refusals),
            },
            BureauTurn.NeedsInformation => No(issued, "needs_information") with
            {
                Reason = wished ?? draw.For("question:" + request.RequestId).OneOf(Questions),
            },
            BureauTurn.Reroutes => No(issued, "rerouted") with
            {
                Reason = "wrong_bureau",
                BureauCodeHeld = plan is null ? OtherThan(request.BureauCode) : plan.HeldAtBureauCode,
            },
            // The first document in fewer copies than were asked for, the others in full.
            BureauTurn.IssuesPartially when line.Line == request.Lines[0].Line => issued with
            {
                Outcome = "partially_issued",
                Reason = "copies_unavailable",
                IssuedCopies = line.Copies / 2,
            },
            BureauTurn.IssuesPartially => issued,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Two that exist in every directory: whoever asks the first is sent to the second.
    private static string OtherThan(string bureau) => bureau == "CHK-01" ? "SEB-05" : "CHK-01";

    private static GivenAnswer No(GivenAnswer issued, string outcome) =>
        issued with
        {
            Outcome = outcome,
            IssuedCopies = null,
            IssuedOn = null,
            ActNumberFound = null,
            ActYearFound = null,
        };
}
