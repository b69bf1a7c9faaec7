import "./hub.css";
import "./desk.js";

// A board marked data-refresh="seconds" fetches its own page again and swaps its content. A page that cannot be fetched
// keeps what it shows and says so: no circuit to lose, nothing to reconnect.
for (const board of document.querySelectorAll("[data-refresh]")) {
  const seconds = Number(board.dataset.refresh);
  setInterval(() => refresh(board), seconds * 1000);
}

async function refresh(board) {
  // Whoever is at a control inside the board keeps it; the board catches up when they leave.
  if (document.hidden || board.querySelector(":focus-visible")) {
    return;
  }

  try {
    const response = await fetch(location.href, { headers: { "X-Refresh": "1" }, redirect: "error" });
    if (!response.ok) {
      throw new Error(String(response.status));
    }

    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById(board.id);
    if (fresh) {
      board.replaceChildren(...fresh.childNodes);
      board.classList.remove("stale");
    }
  } catch {
    board.classList.add("stale");
  }
}

// "/" goes to the search field, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]")) {
    event.preventDefault();
    document.getElementById("global-search")?.focus();
  }
});

if (document.querySelector("[data-diagram]")) {
  const { showDiagrams } = await import(new URL("./diagram.js", import.meta.url));
  showDiagrams();
}
