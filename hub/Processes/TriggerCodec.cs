using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Processes;

/// <summary>Triggers as rows: the kind and the wait in columns, the rest as JSON.</summary>
internal static class TriggerCodec
{
    private static readonly FeelContext None = FeelContext.Empty;

    /// <summary>Splits a trigger into what its row keeps.</summary>
    public static TriggerRow ToRow(Trigger trigger) =>
        trigger switch
        {
            Trigger.Start t => new(TriggerKind.Start, 0, t.StartElementId, Write(t.Variables)),
            Trigger.WorkCompleted t => Row(TriggerKind.WorkCompleted, t.ElementInstance, t.Variables),
            Trigger.WorkFailed t => Row(TriggerKind.WorkFailed, t.ElementInstance, None, t.Code, t.Message),
            Trigger.WorkThrewError t => Row(
                TriggerKind.WorkThrewError,
                t.ElementInstance,
                t.Variables,
                t.ErrorCode,
                t.Message
            ),
            Trigger.TaskCompleted t => Row(TriggerKind.TaskCompleted, t.ElementInstance, t.Variables),
            Trigger.MessageArrived t => new(
                TriggerKind.MessageArrived,
                t.ElementInstance,
                t.ElementId,
                Write(t.Variables)
            ),
            Trigger.TimerFired t => new(TriggerKind.TimerFired, t.ElementInstance, t.ElementId, null),
            Trigger.CalledCompleted t => Row(TriggerKind.CalledCompleted, t.ElementInstance, t.Variables),
            Trigger.CalledThrewError t => Row(
                TriggerKind.CalledThrewError,
                t.ElementInstance,
                t.Variables,
                t.ErrorCode,
                t.Message
            ),
            Trigger.IncidentResolved t => Row(
                TriggerKind.IncidentResolved,
                t.ElementInstance,
                None,
                t.Retries?.ToString(CultureInfo.InvariantCulture)
            ),
            Trigger.VariablesSet t => Row(TriggerKind.VariablesSet, t.ElementInstance, t.Variables),
            Trigger.CalendarsChanged t => Row(TriggerKind.CalendarsChanged, 0, None, null, t.Cause),
            Trigger.Cancel t => Row(TriggerKind.Cancel, 0, None, null, t.Reason),
            _ => ToRareRow(trigger),
        };

    /// <summary>The trigger a row stands for.</summary>
    public static Trigger FromRow(
        TriggerKind kind,
        int elementInstance,
        string? elementId,
        string? payload,
        DateTimeOffset dueAt
    )
    {
        var (variables, code, message) = Read(payload);
        return kind switch
        {
            TriggerKind.Start => new Trigger.Start(variables, elementId, Called: false),
            TriggerKind.WorkCompleted => new Trigger.WorkCompleted(elementInstance, variables),
            TriggerKind.WorkFailed => new Trigger.WorkFailed(elementInstance, code, message),
            TriggerKind.WorkThrewError => new Trigger.WorkThrewError(
                elementInstance,
                code,
                message,
                variables
            ),
            TriggerKind.TaskCompleted => new Trigger.TaskCompleted(elementInstance, variables),
            TriggerKind.MessageArrived => new Trigger.MessageArrived(elementInstance, elementId!, variables),
            TriggerKind.TimerFired => new Trigger.TimerFired(
                elementInstance,
                elementId!,
                Instant.FromDateTimeOffset(dueAt)
            ),
            TriggerKind.CalledCompleted => new Trigger.CalledCompleted(elementInstance, variables),
            TriggerKind.CalledThrewError => new Trigger.CalledThrewError(
                elementInstance,
                code,
                message,
                variables
            ),
            TriggerKind.SignalArrived => new Trigger.SignalArrived(elementInstance, elementId!, variables),
            TriggerKind.CalledEscalated => new Trigger.CalledEscalated(
                elementInstance,
                message,
                code,
                variables
            ),
            TriggerKind.EscalationAnswered => new Trigger.EscalationAnswered(message),
            TriggerKind.Suspend => new Trigger.Suspend(),
            TriggerKind.Resume => new Trigger.Resume(),
            TriggerKind.IncidentResolved => new Trigger.IncidentResolved(
                elementInstance,
                code.Length == 0 ? null : int.Parse(code, CultureInfo.InvariantCulture)
            ),
            TriggerKind.VariablesSet => new Trigger.VariablesSet(elementInstance, variables),
            TriggerKind.Cancel => new Trigger.Cancel(message),
            TriggerKind.CalendarsChanged => new Trigger.CalendarsChanged(message),
            TriggerKind.StartByTimer => throw new InvalidOperationException(
                "A start timer starts an instance first."
            ),
        };
    }

    /// <summary>Variables as the payload of a row.</summary>
    public static string Write(FeelContext variables, string? code = null, string? message = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (code is not null)
            {
                json.WriteString("code", code);
            }

            if (message is not null)
            {
                json.WriteString("message", message);
            }

            if (variables.Count > 0)
            {
                json.WritePropertyName("variables");
                FeelJson.Write(json, FeelValue.From(variables));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A message's payload with what is needed to offer it to others when this wait turns out to be closed (R22).</summary>
    public static string WriteMessage(HeardMessage message)
    {
        var payload = JsonNode.Parse(message.Payload)!.AsObject();
        payload["name"] = message.Wait.Name;
        payload["key"] = message.Wait.CorrelationKey;
        payload["expiresAt"] = message.ExpiresAt.UtcDateTime;
        return payload.ToJsonString();
    }

    /// <summary>The message a <see cref="WriteMessage"/> payload carries.</summary>
    public static (string Name, string Key, DateTimeOffset ExpiresAt, FeelContext Variables) ReadMessage(
        string payload
    )
    {
        using var json = JsonDocument.Parse(payload);
        var root = json.RootElement;
        var (variables, _, _) = Read(payload);
        return (
            Text(root, "name"),
            Text(root, "key"),
            root.GetProperty("expiresAt").GetDateTimeOffset(),
            variables
        );
    }

    /// <summary>What a payload holds; empty where it holds nothing.</summary>
    public static (FeelContext Variables, string Code, string Message) Read(string? payload)
    {
        if (payload is null)
        {
            return (FeelContext.Empty, "", "");
        }

        using var json = JsonDocument.Parse(payload);
        var root = json.RootElement;
        var variables = root.TryGetProperty("variables", out var given)
            ? FeelJson.From(given).AsContext()
            : FeelContext.Empty;
        return (variables, Text(root, "code"), Text(root, "message"));
    }

    private static TriggerRow ToRareRow(Trigger trigger) =>
        trigger switch
        {
            Trigger.SignalArrived t => new(
                TriggerKind.SignalArrived,
                t.ElementInstance,
                t.ElementId,
                Write(t.Variables)
            ),
            Trigger.CalledEscalated t => Row(
                TriggerKind.CalledEscalated,
                t.ElementInstance,
                t.Variables,
                t.Code,
                t.Thrower
            ),
            Trigger.EscalationAnswered t => Row(TriggerKind.EscalationAnswered, 0, None, null, t.Thrower),
            Trigger.Suspend => new(TriggerKind.Suspend, 0, null, null),
            Trigger.Resume => new(TriggerKind.Resume, 0, null, null),
            _ => throw new InvalidOperationException($"A {trigger.GetType().Name} has no row form."),
        };

    private static TriggerRow Row(
        TriggerKind kind,
        int elementInstance,
        FeelContext variables,
        string? code = null,
        string? message = null
    ) => new(kind, elementInstance, null, Write(variables, code, message));

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}

/// <summary>The columns of a trigger's row.</summary>
internal readonly record struct TriggerRow(
    TriggerKind Kind,
    int ElementInstance,
    string? ElementId,
    string? Payload
);
