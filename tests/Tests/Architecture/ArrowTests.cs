namespace Tests.Architecture;

/// <summary>The arrows of the house: who may know whom.</summary>
public sealed class ArrowTests
{
    /// <summary>Edges know what lies below them; nothing below knows an edge, and no edge another.</summary>
    private static readonly string[] Edges = ["Hub.Api", "Hub.Pages", "Hub.Schedules"];

    private static readonly string[] Measuring =
    [
        "Workflows.Feel.Functions.RegexFunctions",
        "Workflows.Feel.Runtime.Evaluation",
    ];

    /// <summary>
    /// Which of the partners' languages each folder of the hub speaks, and why. All it can see of an adapter are its port and
    /// its messages: the implementations are internal to the adapters.
    /// </summary>
    private static readonly Dictionary<string, string[]> Speakers = new(StringComparer.Ordinal)
    {
        // Tasks that call a partner; the family owns no rule of when.
        ["Hub.Steps"] =
        [
            "Adapters.Payments",
            "Adapters.Registries",
            "Adapters.Post",
            "Adapters.Notifications",
            "Adapters.Portal",
            "Adapters.Exchange",
        ],
        // Files in and out: names, seals, receipts, areas; request and answer rows of bureaus.
        ["Hub.Exchange"] = ["Adapters.Exchange", "Adapters.Registries"],
        // Callbacks are read by the gateway's own reader before they are believed.
        // Settlement files: their rows, and how a refused row is named.
        ["Hub.Payments"] = ["Adapters.Payments", "Adapters.Exchange"],
        // Requests and answers in the words of the bureaus; answers are polled for.
        ["Hub.Registries"] = ["Adapters.Registries"],
        // Item numbers, addresses, manifests and events in the words of the post.
        ["Hub.Shipping"] = ["Adapters.Post", "Adapters.Exchange"],
        // A clerk's answer takes the same door as a bureau's file: the same rows, the same problems.
        ["Hub.Desk"] = ["Adapters.Registries", "Adapters.Exchange", "Adapters.Post"],
        // What arrives here is read in the partner's words: a bureau's signature, the gateway's callback, an address as the post
        // will want it.
        ["Hub.Api"] = ["Adapters.Registries", "Adapters.Exchange", "Adapters.Payments", "Adapters.Post"],
        // Shows kinds of files, and says the post's events in the reader's language.
        ["Hub.Pages"] = ["Adapters.Exchange", "Adapters.Post"],
        // Makes secrets and checks addresses of webhooks as the sender does.
        ["Hub.Announcements"] = ["Adapters.Portal", "Adapters.Notifications"],
        // Reference data come as CSV, read by the one reader of the house.
        ["Hub.Catalogue"] = ["Adapters.Exchange"],
        // A refused host key is a partner's failure of its own kind.
        ["Hub.Work"] = ["Adapters.Exchange"],
        // The check reads the names of our files.
        ["Hub.Operations.Invariants"] = ["Adapters.Exchange"],
    };

    [Fact]
    public void The_workflows_know_neither_adapters_nor_hub() =>
        AssertNone(u => u.IsBy("Workflows") && (u.IsOf("Adapters") || u.IsOf("Hub")));

    [Fact]
    public void The_adapters_know_neither_workflows_nor_hub() =>
        AssertNone(u => u.IsBy("Adapters") && (u.IsOf("Workflows") || u.IsOf("Hub")));

    [Fact]
    public void Nothing_in_the_hub_knows_an_edge_and_no_edge_knows_another() =>
        AssertNone(u => u.IsBy("Hub") && Edges.Any(edge => u.IsOf(edge) && !u.IsBy(edge)));

    [Fact]
    public void Each_folder_of_the_hub_speaks_only_the_partners_languages_it_is_listed_for() =>
        AssertNone(u =>
            u.IsBy("Hub")
            && u.IsOf("Adapters")
            && !Speakers.Any(s => u.IsBy(s.Key) && s.Value.Any(language => u.IsOf(language)))
        );

    [Fact]
    public void No_folder_is_listed_for_a_language_it_does_not_speak() =>
        Assert.Empty(
            from speaker in Speakers
            from language in speaker.Value
            where !House.Uses.Any(u => u.IsBy(speaker.Key) && u.IsOf(language))
            select $"{speaker.Key} no longer uses {language}"
        );

    /// <summary>Quartz keeps its tables in the same database and is given the pool.</summary>
    [Fact]
    public void Only_the_storage_names_a_database() =>
        AssertNone(u =>
            (u.IsOf("Npgsql") || u.IsOf("Microsoft.Data.Sqlite"))
            && !u.IsBy("Hub.Storage")
            && !u.IsBy("Hub.Schedules.SchedulesRegistration")
        );

    [Fact]
    public void Only_the_adapters_speak_http_sftp_csv_and_mail() =>
        AssertNone(u =>
            !u.IsBy("Adapters")
            && (
                u.Of is "System.Net.Http.HttpClient" or "System.Net.Http.IHttpClientFactory"
                || u.IsOf("Renci.SshNet")
                || u.IsOf("CsvHelper")
                || u.IsOf("MailKit")
                || u.IsOf("MimeKit")
            )
        );

    /// <summary>
    /// The runner of the public decision tests reads their files. Two places measure how long an expression has taken: it decides
    /// only whether the expression is given up, never what it says.
    /// </summary>
    [Fact]
    public void The_workflows_touch_nothing_outside() =>
        AssertNone(u =>
            u.IsBy("Workflows")
            && !u.IsBy("Workflows.Dmn.Tck")
            && !(u.Of == "System.Diagnostics.Stopwatch" && Measuring.Contains(u.By))
            && (
                u.IsOf("System.Net")
                || u.IsOf("Microsoft.Extensions")
                || u.IsOf("Microsoft.AspNetCore")
                || u.IsOf("Microsoft.EntityFrameworkCore")
                || u.IsOf("System.Threading.Tasks")
                || u.Of
                    is "System.TimeProvider"
                        or "System.Random"
                        or "System.IO.File"
                        or "System.IO.Directory"
                        or "System.Diagnostics.Stopwatch"
                        or "System.Environment"
            )
        );

    private static void AssertNone(Func<Use, bool> forbidden)
    {
        Assert.NotEmpty(House.Uses);
        Assert.Empty(House.Uses.Where(forbidden).Select(use => use.ToString()).Order(StringComparer.Ordinal));
    }
}
