namespace Simulators.Scenario;

/// <summary>
/// What a portal's developer orders in the sandbox to see one outcome for certain: the partners go by what they legitimately
/// see, the bureau by the act's number, the post by the locality of the address. The gateway goes by the card
/// (<see cref="Gateway.TestCards"/>). Everything else goes well.
/// </summary>
internal static class MagicValues
{
    /// <summary>Act numbers, and what the bureau does with them.</summary>
    public static IReadOnlyList<(string ActNumber, BureauTurn Turn, string Reason)> Acts { get; } =
    [
        ("99001", BureauTurn.NeedsInformation, "act_not_found"),
        ("99002", BureauTurn.NeedsInformation, "identity_differs"),
        ("99003", BureauTurn.NeedsInformation, "attachment_unreadable"),
        ("99004", BureauTurn.Rejects, "register_unavailable"),
        ("99005", BureauTurn.Rejects, "requester_not_entitled"),
        ("99006", BureauTurn.Rejects, "language_not_available"),
        ("99007", BureauTurn.Rejects, "other_document_type"),
        ("99008", BureauTurn.Rejects, "marginal_note_pending"),
        ("99009", BureauTurn.Reroutes, "wrong_bureau"),
        ("99010", BureauTurn.IssuesPartially, "copies_unavailable"),
    ];

    /// <summary>The act that is searched for before it is issued.</summary>
    public const string Searched = "99011";

    /// <summary>The act about which nothing is heard for days, until the hub has reminded.</summary>
    public const string Silent = "99012";

    /// <summary>Localities, and what the post does with letters to them.</summary>
    public static IReadOnlyList<(string Locality, PostTurn Turn)> Localities { get; } =
    [("Sandbox Retour", PostTurn.ReturnsToSender), ("Sandbox Perte", PostTurn.Loses)];

    /// <summary>What the bureau does with this act; null for every ordinary one.</summary>
    public static (BureauTurn Turn, string Reason)? OfAct(string number)
    {
        foreach (var (act, turn, reason) in Acts)
        {
            if (act == number)
            {
                return (turn, reason);
            }
        }

        return null;
    }

    /// <summary>What the post does with a letter to this place.</summary>
    public static PostTurn OfLocality(string locality)
    {
        foreach (var (place, turn) in Localities)
        {
            if (place.Equals(locality, StringComparison.OrdinalIgnoreCase))
            {
                return turn;
            }
        }

        return PostTurn.Delivers;
    }
}
