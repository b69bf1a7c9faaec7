using Hub.Steps;

namespace Hub.Work;

/// <summary>Work that a BPMN task may ask for: it turns the task's variables into an intended effect.</summary>
internal interface IProcessWork : IWorkHandler
{
    /// <summary>Partner, effect key and input of the effect this call intends. Reads nothing but the call.</summary>
    NewWorkItem Plan(StepCall call);
}
