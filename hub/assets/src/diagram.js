import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css";

// Shows every [data-diagram]: the BPMN comes from that address; data-done, data-here and data-trouble list the ids of
// elements and flows the order has passed, stands at, or is stuck at.
export function showDiagrams() {
  for (const canvas of document.querySelectorAll("[data-diagram]")) {
    show(canvas);
  }
}

async function show(element) {
  const viewer = new NavigatedViewer({ container: element });
  const response = await fetch(element.dataset.diagram);
  await viewer.importXML(await response.text());
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  canvas.zoom("fit-viewport", "auto");
  for (const mark of ["done", "here", "trouble"]) {
    for (const id of (element.dataset[mark] ?? "").split(" ").filter(Boolean)) {
      if (registry.get(id)) {
        canvas.addMarker(id, mark);
      }
    }
  }

  element.dataset.ready = "true";
}
