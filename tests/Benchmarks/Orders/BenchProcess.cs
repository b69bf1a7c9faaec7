using System.Globalization;
using System.Text;
using Hub.Steps;
using Hub.Storage;

namespace Benchmarks.Orders;

/// <summary>
/// The process under test: twelve steps, five of which are durable waits for a message from outside. Between the waits
/// stand service tasks that run inside the transaction, as most of the hub's own steps do.
/// </summary>
internal static class BenchProcess
{
    public const string Id = "bench-order";
    public const int Waits = 5;
    public const int Steps = 12;

    /// <summary>The name of message number <paramref name="wait"/>: 1 … 5.</summary>
    public static string MessageName(int wait) =>
        string.Create(CultureInfo.InvariantCulture, $"bench-message-{wait}");

    /// <summary>The process as BPMN: a step before each wait, and two at the end.</summary>
    public static byte[] ToBpmn()
    {
        var roots = new StringBuilder();
        var body = new StringBuilder("<bpmn:startEvent id=\"begin\"/>");
        var path = new List<string> { "begin" };
        for (var wait = 1; wait <= Waits; wait++)
        {
            AddStep(body, path, wait);
            var message = MessageName(wait);
            roots.Append(
                CultureInfo.InvariantCulture,
                $"""<bpmn:message id="m{wait}" name="{message}"><bpmn:extensionElements><zeebe:subscription correlationKey="=orderKey"/></bpmn:extensionElements></bpmn:message>"""
            );
            body.Append(
                CultureInfo.InvariantCulture,
                $"""<bpmn:intermediateCatchEvent id="wait-{wait}"><bpmn:messageEventDefinition messageRef="m{wait}"/></bpmn:intermediateCatchEvent>"""
            );
            path.Add($"wait-{wait}");
        }

        AddStep(body, path, Waits + 1);
        AddStep(body, path, Waits + 2);
        body.Append("<bpmn:endEvent id=\"end\"/>");
        path.Add("end");
        for (var i = 1; i < path.Count; i++)
        {
            body.Append(
                CultureInfo.InvariantCulture,
                $"""<bpmn:sequenceFlow id="f{i}" sourceRef="{path[i - 1]}" targetRef="{path[i]}"/>"""
            );
        }

        return Encoding.UTF8.GetBytes(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="bench" id="d">{roots}<bpmn:process id="{Id}" isExecutable="true">{body}</bpmn:process></bpmn:definitions>
            """
        );
    }

    private static void AddStep(StringBuilder body, List<string> path, int number)
    {
        body.Append(
            CultureInfo.InvariantCulture,
            $"""<bpmn:serviceTask id="step-{number}"><bpmn:extensionElements><zeebe:taskDefinition type="{ReachedStep.TaskType}"/></bpmn:extensionElements></bpmn:serviceTask>"""
        );
        path.Add($"step-{number}");
    }
}

/// <summary>Tells the client that drives the order, after the commit, how far it has come.</summary>
internal sealed class ReachedStep(OrderTracker tracker) : IStep
{
    public const string TaskType = "bench-reached";

    public string Type => TaskType;

    public Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = tracker.Find(call.Input["orderKey"].AsString());
        session.AfterCommit(order.Advance);
        return Task.FromResult<StepAnswer>(StepAnswer.Done.Nothing);
    }
}
