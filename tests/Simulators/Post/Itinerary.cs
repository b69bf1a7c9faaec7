using NodaTime;
using Simulators.Scenario;

namespace Simulators.Post;

/// <summary>
/// A plausible way of one letter through the post, from the bag to the door (or back, or into nothing). Drawn from the
/// letter's own random numbers, so that the same letter always goes the same way, whatever else is in the mail.
/// </summary>
internal sealed class Itinerary
{
    private const string Airport = "MACMNA";
    private const string Home = "MA";

    private readonly AnnouncedLetter letter;
    private readonly AnnouncedDeposit deposit;
    private readonly PostCountries countries;
    private readonly Random random;
    private readonly string deliveryOffice;
    private readonly List<Scan> scans = [];
    private LocalDate day;

    private Itinerary(
        AnnouncedLetter letter,
        AnnouncedDeposit deposit,
        PostCountries countries,
        Random random
    )
    {
        (this.letter, this.deposit, this.countries, this.random) = (letter, deposit, countries, random);
        deliveryOffice = letter.CountryCode + "BD" + random.Next(10, 100);
        day = LocalDate.FromDateOnly(deposit.Date);
    }

    private bool IsAbroad => letter.CountryCode != Home;

    /// <summary>Everything that will be scanned, in the order in which it happens.</summary>
    public static IReadOnlyList<Scan> Plan(
        AnnouncedLetter letter,
        AnnouncedDeposit deposit,
        PostTurn turn,
        PostCountries countries,
        Random random
    )
    {
        var itinerary = new Itinerary(letter, deposit, countries, random);
        itinerary.See("EMA", 16, deposit.Office, Home);
        if (turn != PostTurn.Loses)
        {
            itinerary.Travel();
            itinerary.Arrive(turn);
        }

        return itinerary.scans;
    }

    private void Travel()
    {
        if (IsAbroad)
        {
            PassDays(1, 1);
            See("EMB", 8, Airport, Home);
            See("EMC", 21, Airport, Home);
            PassDays(2, 5);
            See("EMD", 9, letter.CountryCode + "OE01", letter.CountryCode);
            if (random.Next(4) == 0)
            {
                See("EME", 11, letter.CountryCode + "OE01", letter.CountryCode, "customs");
                PassDays(1, 2);
                See("EMF", 10, letter.CountryCode + "OE01", letter.CountryCode);
            }
        }

        PassDays(1, 2);
        See("EMG", 7, deliveryOffice, letter.CountryCode);
    }

    private void Arrive(PostTurn turn)
    {
        if (turn == PostTurn.ReturnsToSender)
        {
            ComeBack();
            return;
        }

        if (random.Next(10) == 0)
        {
            See("EMH", 10, deliveryOffice, letter.CountryCode, "closed", "next_working_day");
            PassDays(1, 1);
        }

        if (random.Next(4) == 0)
        {
            Hold();
            PassDays(1, 4);
        }

        See("EMI", 12, deliveryOffice, letter.CountryCode);
    }

    private void ComeBack()
    {
        if (IsAbroad)
        {
            See("EMH", 11, deliveryOffice, letter.CountryCode, "incorrect_address", "return_to_sender");
            PassDays(7, 10);
        }
        else
        {
            Hold();
            // Less than the ten working days after which the hub would open a claim.
            PassDays(7, 8);
            See("EMH", 8, deliveryOffice, Home, "unclaimed", "return_to_sender");
            PassDays(2, 3);
        }

        See("RET", 10, deposit.Office, Home, IsAbroad ? "incorrect_address" : "unclaimed");
    }

    private void Hold()
    {
        See("EMH", 11, deliveryOffice, letter.CountryCode, "addressee_not_available", "held_for_pickup");
        See("EDH", 15, deliveryOffice, letter.CountryCode);
    }

    // The post works from Monday to Saturday.
    private void PassDays(int least, int most)
    {
        for (var left = random.Next(least, most + 1); left > 0; left--)
        {
            day = day.PlusDays(day.DayOfWeek == IsoDayOfWeek.Saturday ? 2 : 1);
        }
    }

    private void See(
        string code,
        int hour,
        string office,
        string country,
        string reason = "",
        string action = ""
    )
    {
        var local = day.At(new LocalTime(hour, random.Next(60), random.Next(60)));
        var at = countries.ZoneOf(country).AtLeniently(local).ToDateTimeOffset();
        scans.Add(new Scan(letter.Item, code, at, office, country, reason, action));
    }
}
