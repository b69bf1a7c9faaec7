namespace Simulators.Post;

/// <summary>How the simulated post is set up, and how bad a day it has.</summary>
/// <param name="Root">The folder that holds <c>in/ out/ ack/ archive/ quarantine/</c>; behind the SFTP server or shared.</param>
/// <param name="CountriesFile">The public table of countries (<c>config/countries.json</c>).</param>
/// <param name="Seed">Every draw follows from it.</param>
internal sealed record PostSimulatorOptions(string Root, string CountriesFile, int Seed)
{
    /// <summary>The only sender this post knows.</summary>
    public string Sender { get; init; } = "SHUBBAK";

    /// <summary>Does it take files marked <c>T</c>?</summary>
    public bool IsTest { get; init; } = true;

    /// <summary>Share of letters refused at the scales although nothing is wrong with them.</summary>
    public double RefusedShare { get; init; }

    /// <summary>Share of scans told one or two days late.</summary>
    public double LateShare { get; init; } = 0.1;

    /// <summary>Share of scans told again the day after.</summary>
    public double ToldTwiceShare { get; init; } = 0.05;

    /// <summary>One <c>EVT</c> file carries a row of garbage and another is dropped twice.</summary>
    public bool IsNasty { get; init; } = true;

    /// <summary>From a manifest's arrival to its <c>MAC</c>.</summary>
    public TimeSpan VerdictAfter { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>From a manifest's arrival to its <c>MRS</c>: the bag has to be opened first.</summary>
    public TimeSpan ItemsAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>From a manifest's arrival to its bill.</summary>
    public TimeSpan BillAfter { get; init; } = TimeSpan.FromDays(3);
}
