using Tests.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Payments;

/// <summary>The shortest life of an order: paid or not; then served, or rejected and refunded.</summary>
internal static class MoneyOrderProcess
{
    /// <summary>The file of the process <c>money-order</c>.</summary>
    public static byte[] File { get; } =
        System.Text.Encoding.UTF8.GetBytes(
            System
                .Text.Encoding.UTF8.GetString(BpmnText.File(Body, Message("bureau-said", "=orderId")))
                .Replace(
                    "<bpmn:process id=\"p\"",
                    "<bpmn:process id=\"money-order\"",
                    StringComparison.Ordinal
                )
        );

    private static string Body =>
        "<bpmn:startEvent id=\"placed\"/>"
        + Call("pay", "payment", "")
        + "<bpmn:exclusiveGateway id=\"is-paid\" default=\"f-unpaid\"/>"
        + "<bpmn:endEvent id=\"unpaid\"/>"
        + Call("capture-it", "capture", "")
        + $"<bpmn:intermediateCatchEvent id=\"wait\">{MessageRef("bureau-said")}</bpmn:intermediateCatchEvent>"
        + "<bpmn:exclusiveGateway id=\"said\" default=\"f-served\"/>"
        + "<bpmn:endEvent id=\"served\"/>"
        + Service("reject-order")
        + Call("give-back", "refund", "<zeebe:input source='=\"all\"' target=\"what\"/>")
        + "<bpmn:endEvent id=\"refunded\"/>"
        + Flows(
            "f1:placed->pay",
            "f2:pay->is-paid",
            "f-unpaid:is-paid->unpaid",
            "f3:is-paid->wait?paid",
            "f4:wait->said",
            "f5:said->reject-order?outcome = \"rejected\"",
            "f6:reject-order->give-back",
            "f7:give-back->refunded",
            "f-served:said->capture-it",
            "f8:capture-it->served"
        );

    private static string Call(string id, string process, string mappings) =>
        $"""<bpmn:callActivity id="{id}"><bpmn:extensionElements><zeebe:calledElement processId="{process}" propagateAllChildVariables="{(mappings.Length == 0 ? "true" : "false")}"/><zeebe:ioMapping>{mappings}</zeebe:ioMapping></bpmn:extensionElements></bpmn:callActivity>""";
}
