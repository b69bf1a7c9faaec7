// A clerk's form posts JSON to the desk API and shows what is wrong where it is wrong. When the network is gone the form
// stays as it is, with everything typed.
for (const form of document.querySelectorAll("form[data-outcome]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    record(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      form.requestSubmit();
    }
  });
  form.addEventListener("input", (event) => markDifference(event.target));
}

function markDifference(input) {
  if (input.dataset.declared) {
    input.classList.toggle("differs", input.value.trim() !== "" && input.value.trim() !== input.dataset.declared);
  }
}

async function record(form) {
  clearErrors(form);
  const lines = [...form.querySelectorAll("fieldset[data-line]:not(:disabled)")];
  const answered = lines.filter((line) => chosen(line));
  const unticked = answered.find((line) => line.querySelector("[data-entitled]:not(:checked)") && issues(line));
  if (unticked) {
    unticked.querySelector("[data-entitled]").focus();
    unticked.querySelector(".warning").classList.add("needed");
    return;
  }

  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    const response = await fetch(form.dataset.outcome, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answers: answered.map(read) }),
      redirect: "error",
    });
    if (response.ok) {
      location.reload();
      return;
    }

    const problem = await response.json();
    showErrors(form, answered, problem.errors?.length ? problem.errors : [{ pointer: "", message: problem.detail }]);
  } catch {
    showErrors(form, answered, [{ pointer: "", message: form.dataset.failed }]);
  } finally {
    button.disabled = false;
  }
}

const chosen = (line) => line.querySelector("[data-field=outcome]:checked")?.value;
const issues = (line) => ["issued", "partially_issued"].includes(chosen(line));

function read(line) {
  const answer = { line: Number(line.dataset.line), outcome: chosen(line) };
  for (const input of line.querySelectorAll("[data-field]:not([type=radio])")) {
    const text = input.value.trim();
    // Only what belongs to the chosen outcome is on the screen, and only that is sent.
    if (text !== "" && input.offsetParent !== null) {
      answer[input.dataset.field] = input.hasAttribute("data-number") ? toNumber(text) : text;
    }
  }
  return answer;
}

// Arabic-Indic digits are digits; what is no number goes to the server as it is, to be refused by name.
function toNumber(text) {
  const western = text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return /^[0-9]{1,6}$/.test(western) ? Number(western) : -1;
}

function clearErrors(form) {
  form.querySelector(".error-summary").hidden = true;
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  form.querySelectorAll(".field-error").forEach((note) => note.remove());
  form.querySelectorAll(".needed").forEach((note) => note.classList.remove("needed"));
}

function showErrors(form, lines, errors) {
  const summary = form.querySelector(".error-summary");
  const list = summary.querySelector("ul");
  list.replaceChildren();
  for (const error of errors) {
    const [, , index, name] = error.pointer.split("/");
    const field = lines[Number(index)]?.querySelector(`[data-field=${CSS.escape(name ?? "")}]`);
    const item = document.createElement("li");
    item.textContent = error.message;
    list.append(item);
    if (field) {
      field.setAttribute("aria-invalid", "true");
      if (field.id) {
        const link = document.createElement("a");
        link.href = `#${field.id}`;
        link.textContent = error.message;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          field.focus();
        });
        item.replaceChildren(link);
        const note = document.createElement("div");
        note.className = "field-error";
        note.id = `${field.id}-error`;
        note.textContent = error.message;
        field.setAttribute("aria-describedby", note.id);
        field.after(note);
      }
    }
  }
  summary.hidden = false;
  summary.focus();
}

// A value is copied with one press: it goes from the screen into the bureau's own search.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) {
    await navigator.clipboard?.writeText(button.dataset.copy);
    button.classList.add("copied");
    button.addEventListener("blur", () => button.classList.remove("copied"), { once: true });
  }
});

// Single keys by their place on the keyboard, so that they are the same on a French and on an Arabic layout; never while
// somebody types, and not at all once switched off.
const keysOff = "hub-keys-off";
const keysSwitch = document.querySelector("[data-keys-switch]");
if (keysSwitch) {
  keysSwitch.checked = localStorage.getItem(keysOff) === null;
  keysSwitch.addEventListener("change", () =>
    keysSwitch.checked ? localStorage.removeItem(keysOff) : localStorage.setItem(keysOff, "1"),
  );
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !keysSwitch || localStorage.getItem(keysOff) !== null) {
    return;
  }

  const rows = [...document.querySelectorAll("a[data-row]")];
  const step = { KeyJ: 1, KeyK: -1 }[event.code];
  if (rows.length > 0 && step) {
    const next = rows[rows.indexOf(document.activeElement) + step] ?? (step > 0 ? rows[0] : rows[rows.length - 1]);
    next.focus();
    event.preventDefault();
    return;
  }

  if (event.code === "KeyP" && rows.includes(document.activeElement)) {
    const form = document.querySelector("form[data-slip]");
    form.action = `${document.activeElement.getAttribute("href")}/slip.pdf`;
    form.requestSubmit();
    return;
  }

  const line = document.activeElement?.closest("fieldset[data-line]");
  const scope = line ?? document;
  const choices = [...scope.querySelectorAll(`fieldset:not(:disabled) [data-key-choice=${CSS.escape(event.code)}]`)];
  if (choices.length > 0 || scope.querySelector?.(`[data-key-choice=${CSS.escape(event.code)}]`)) {
    const wanted = choices.length > 0 ? choices : [scope.querySelector(`[data-key-choice=${CSS.escape(event.code)}]`)];
    wanted.forEach((choice) => (choice.checked = true));
    wanted[0].focus();
    event.preventDefault();
    return;
  }

  const target = document.querySelector(`[data-key=${CSS.escape(event.code)}]`);
  if (target) {
    event.preventDefault();
    target.click();
  }
});

// A scanner is a fast keyboard that sends places of keys: with a French or Arabic layout its digits arrive as other signs.
// A burst is read by key code; what a person types slowly stays as typed.
const burst = 35;
for (const field of document.querySelectorAll("[data-scan]")) {
  let text = "";
  let first = 0;
  let last = 0;
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      if (text.length >= 6 && (last - first) / text.length < burst) {
        field.value = text;
      }
      text = "";
      return;
    }

    const sign = signOf(event.code);
    if (sign) {
      first = text === "" ? event.timeStamp : first;
      last = event.timeStamp;
      text += sign;
    }
  });
}

function signOf(code) {
  return /^Key[A-Z]$/.test(code) ? code[3]
    : /^(Digit|Numpad)[0-9]$/.test(code) ? code.at(-1)
    : code === "Minus" || code === "NumpadSubtract" ? "-"
    : null;
}

