using Hub.Announcements;
using Hub.Attachments;
using Hub.Audit;
using Hub.Calendars;
using Hub.Catalogue;
using Hub.Desk;
using Hub.Exchange;
using Hub.Identity;
using Hub.Operations.Ledgers;
using Hub.Orders;
using Hub.Payments;
using Hub.Portal;
using Hub.Processes;
using Hub.Registries;
using Hub.Sealing;
using Hub.Shipping;
using Hub.Work;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hub.Storage;

/// <summary>
/// All truth, as tables. Every folder maps its own rows (`IEntityTypeConfiguration` beside the row type); the engine's hot
/// tables are mapped here for migrations and reading, and written with set-based SQL (<see cref="RowBatch"/>).
/// </summary>
internal abstract class HubDb(DbContextOptions options)
    : IdentityUserContext<HubUser, Guid>(options),
        IDataProtectionKeyContext
{
    /// <summary>The keys of session cookies and forms: every node reads what another wrote.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<DeployedDefinition> DeployedDefinitions => Set<DeployedDefinition>();
    public DbSet<ProcessInstance> ProcessInstances => Set<ProcessInstance>();
    public DbSet<ProcessTrigger> ProcessTriggers => Set<ProcessTrigger>();
    public DbSet<ProcessHistory> ProcessHistory => Set<ProcessHistory>();
    public DbSet<MessageSubscription> MessageSubscriptions => Set<MessageSubscription>();
    public DbSet<BufferedMessage> BufferedMessages => Set<BufferedMessage>();
    public DbSet<UserTask> UserTasks => Set<UserTask>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<WorkItem> WorkItems => Set<WorkItem>();
    public DbSet<Effect> Effects => Set<Effect>();
    public DbSet<PartnerContact> PartnerContacts => Set<PartnerContact>();
    public DbSet<Counter> Counters => Set<Counter>();
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<OrderEvent> OrderEvents => Set<OrderEvent>();
    public DbSet<OrderAnnouncement> OrderAnnouncements => Set<OrderAnnouncement>();
    public DbSet<PortalEvent> PortalEvents => Set<PortalEvent>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<DocumentIssue> DocumentIssues => Set<DocumentIssue>();
    public DbSet<ReceivedPayload> ReceivedPayloads => Set<ReceivedPayload>();
    public DbSet<PrintedSheet> PrintedSheets => Set<PrintedSheet>();
    public DbSet<AnswerSheet> AnswerSheets => Set<AnswerSheet>();
    public DbSet<PaymentAttempt> PaymentAttempts => Set<PaymentAttempt>();
    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();
    public DbSet<Refund> Refunds => Set<Refund>();
    public DbSet<Chargeback> Chargebacks => Set<Chargeback>();
    public DbSet<SettlementImport> SettlementImports => Set<SettlementImport>();
    public DbSet<SettlementLine> SettlementLines => Set<SettlementLine>();
    public DbSet<ReconciliationBreak> ReconciliationBreaks => Set<ReconciliationBreak>();
    public DbSet<NumberRange> NumberRanges => Set<NumberRange>();
    public DbSet<NumberBlock> NumberBlocks => Set<NumberBlock>();
    public DbSet<VoidedItem> VoidedItems => Set<VoidedItem>();
    public DbSet<Shipment> Shipments => Set<Shipment>();
    public DbSet<ShippingManifest> Manifests => Set<ShippingManifest>();
    public DbSet<ManifestLine> ManifestLines => Set<ManifestLine>();
    public DbSet<TrackingEventRow> TrackingEvents => Set<TrackingEventRow>();
    public DbSet<ClaimHandover> ClaimHandovers => Set<ClaimHandover>();
    public DbSet<ClaimHandoverLine> ClaimHandoverLines => Set<ClaimHandoverLine>();
    public DbSet<BillingLine> BillingLines => Set<BillingLine>();
    public DbSet<LedgerBalance> LedgerBalances => Set<LedgerBalance>();
    public DbSet<UndeliverableContact> UndeliverableContacts => Set<UndeliverableContact>();
    public DbSet<AnnouncedDay> AnnouncedDays => Set<AnnouncedDay>();
    public DbSet<AnnouncedPeriod> AnnouncedPeriods => Set<AnnouncedPeriod>();
    public DbSet<CalendarChange> CalendarChanges => Set<CalendarChange>();
    public DbSet<ReckonedCalendar> ReckonedCalendars => Set<ReckonedCalendar>();
    public DbSet<DeadlineChange> DeadlineChanges => Set<DeadlineChange>();
    public DbSet<ExchangeFile> ExchangeFiles => Set<ExchangeFile>();
    public DbSet<ExchangeFilePart> ExchangeFileParts => Set<ExchangeFilePart>();
    public DbSet<BureauRequest> BureauRequests => Set<BureauRequest>();
    public DbSet<BureauAnswer> BureauAnswers => Set<BureauAnswer>();
    public DbSet<UntoldAnswer> UntoldAnswers => Set<UntoldAnswer>();
    public DbSet<PortalClient> PortalClients => Set<PortalClient>();
    public DbSet<PortalKey> PortalKeys => Set<PortalKey>();
    public DbSet<PortalAccessChange> PortalAccessChanges => Set<PortalAccessChange>();
    public DbSet<TokenKey> TokenKeys => Set<TokenKey>();
    public DbSet<StoredAnswer> StoredAnswers => Set<StoredAnswer>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<OrderAttachment> OrderAttachments => Set<OrderAttachment>();
    public DbSet<AttachmentLook> AttachmentLooks => Set<AttachmentLook>();
    public DbSet<DataKey> DataKeys => Set<DataKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HubDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot order by DateTimeOffset, PostgreSQL refuses offsets: both get UTC moments.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTime>(
            at => at.UtcDateTime,
            at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc))
        );
}
