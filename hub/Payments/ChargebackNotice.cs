using Hub.Orders;
using NodaTime.Text;

namespace Hub.Payments;

/// <summary>What a person copies from the bank's letter.</summary>
/// <param name="AttemptId">The payment it is about.</param>
/// <param name="CaseNumber">The bank's number of the case.</param>
/// <param name="Reason">One of <see cref="ChargebackReasons.All"/>.</param>
/// <param name="NoticedOn">The day of the letter, <c>yyyy-MM-dd</c>.</param>
/// <param name="AmountCentimes">What the bank takes.</param>
internal sealed record ChargebackNotice(
    Guid AttemptId,
    string CaseNumber,
    string Reason,
    string NoticedOn,
    long AmountCentimes
)
{
    /// <summary>What is wrong with it by itself; null when nothing is.</summary>
    public string? FindFault(DateTimeOffset now) =>
        !ChargebackReasons.All.Contains(Reason, StringComparer.Ordinal) ? "chargeback_reason_wrong"
        : CaseNumber.Length is 0 or > Chargeback.MaxCaseNumber || CaseNumber.Any(char.IsControl)
            ? "chargeback_case_wrong"
        : !LocalDatePattern.Iso.Parse(NoticedOn).TryGetValue(default, out var day)
        || day > QuotePrice.DayOf(now)
            ? "chargeback_date_wrong"
        : null;
}
