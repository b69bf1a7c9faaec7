using Hub.Desk;
using Hub.Orders;
using Hub.Processes;
using Hub.Registries;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;
using Tests.Storage;

namespace Tests.Desk;

/// <summary>A bureau with paper registers and its clerks. The process is not there: what it would hear stands in its triggers.</summary>
internal sealed class DeskBench : IAsyncDisposable
{
    public const string Bureau = "CHK-02";

    private readonly ExchangeBench bench;

    private DeskBench(ExchangeBench bench) => this.bench = bench;

    public ExchangeBench Hub => bench;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DeskBench> OpenAsync() =>
        new(await ExchangeBench.OpenAsync(services => services.AddDesk()));

    public static async Task<DeskBench> OpenAsync(TestDatabase database) =>
        new(await ExchangeBench.OpenAsync(database, services => services.AddDesk()));

    /// <summary>A clerk of a bureau.</summary>
    public static DeskPerson Clerk(string name = "clerk.1", string bureau = Bureau) =>
        new(name, ["clerk:" + bureau], bureau);

    /// <summary>Somebody who belongs to no bureau.</summary>
    public static DeskPerson Colleague(string group) => new(group + ".1", [group], null);

    /// <summary>A paid order whose request lies at the bureau's desk, with its task.</summary>
    public async Task<OpenTask> RequestAsync(int lines = 1, string bureau = Bureau)
    {
        var order = await bench.PaidOrderAsync(bureau, lines: lines);
        var requestId = await bench.RequestAsync(order);
        var id = await TaskAsync(
            DeskTask.AnswerRequest,
            "clerk:" + bureau,
            $$"""{"bureau":"{{bureau}}","requestId":"{{requestId}}"}""",
            order.Id
        );
        return new OpenTask(id, order, requestId);
    }

    /// <summary>A task of any kind.</summary>
    public Task<Guid> TaskAsync(string element, string group, string input, Guid? orderId = null) =>
        bench.Store.WriteAsync(
            session =>
            {
                var task = new UserTask
                {
                    Id = session.NewId(),
                    InstanceId = session.NewId(),
                    ElementInstance = 7,
                    ElementId = element,
                    OrderId = orderId,
                    CandidateGroup = group,
                    Input = input,
                    State = UserTaskState.Open,
                    OpenedAt = session.Now,
                };
                session.Db.UserTasks.Add(task);
                return Task.FromResult(task.Id);
            },
            Ct
        );

    public Task<TaskResult> AnswerAsync(OpenTask task, DeskPerson who, params LineAnswer[] answers) =>
        bench.Get<AnswerRequest>().RunAsync(task.Id, answers, who, Ct);

    /// <summary>A person completes a task with variables.</summary>
    public Task<TaskResult> CompleteAsync(
        Guid task,
        DeskPerson who,
        params (string Name, object Value)[] variables
    ) =>
        bench
            .Get<CompleteTask>()
            .RunAsync(
                task,
                variables.ToDictionary(
                    v => v.Name,
                    v => System.Text.Json.JsonSerializer.SerializeToElement(v.Value)
                ),
                who,
                Ct
            );

    public Task<UserTask> TaskAsync(Guid id) =>
        bench.Store.ReadAsync(db => db.UserTasks.SingleAsync(t => t.Id == id, Ct));

    /// <summary>What processes were told, oldest first.</summary>
    public Task<List<ProcessTrigger>> TriggersAsync() =>
        bench.Store.ReadAsync(db => db.ProcessTriggers.OrderBy(t => t.Id).ToListAsync(Ct));

    public Task<List<BureauAnswer>> AnswersAsync() =>
        bench.Store.ReadAsync(db => db.BureauAnswers.OrderBy(a => a.RequestId).ToListAsync(Ct));

    public static LineAnswer Issued(int line = 1, int copies = 2) =>
        new(line, "issued", IssuedCopies: copies, IssuedOn: "2026-11-23", Officer: "M. Bennani");

    public static LineAnswer Rejected(int line = 1) => new(line, "rejected", "act_not_found");

    public static LineAnswer Searching(int line = 1) => new(line, "in_search");

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}

/// <summary>A task, and what it is about.</summary>
internal sealed record OpenTask(Guid Id, Order Order, string RequestId);
