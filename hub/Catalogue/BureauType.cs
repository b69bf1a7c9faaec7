namespace Hub.Catalogue;

/// <summary>One way of working: which process serves its orders, and by which channel it is reached.</summary>
/// <param name="Code"><c>bureau-rest</c> …</param>
/// <param name="Process">The BPMN process id bound to it.</param>
/// <param name="Channel"><c>rest</c>, <c>sftp</c> or <c>desk</c>.</param>
/// <param name="MaxCopies">Copies of each document at the most.</param>
internal sealed record BureauType(string Code, string Process, string Channel, int MaxCopies);
