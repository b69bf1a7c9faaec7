using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>The namespaces a definition speaks.</summary>
internal static class BpmnNames
{
    public static readonly XNamespace Model = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    public static readonly XNamespace Zeebe = "http://camunda.org/schema/zeebe/1.0";
}
