// Adds to printed credits: the people that are read out of them while they are typed, to confirm or to correct.
import { drafting } from "./drafting.js";

const DELAY = 300;
const readings = new WeakMap();

async function read(field) {
  const reading = readings.get(field);
  reading.abort?.abort();
  reading.abort = new AbortController();
  const kind = field.name === "byline" ? "byline" : "credit_line";
  const asked = new URLSearchParams({ [kind]: field.value, edition: drafting.edition });
  try {
    const reply = await fetch(`${drafting.credited}?${asked}`, { signal: reading.abort.signal, redirect: "error" });
    if (reply.ok) show(field, reading.shown, await reply.text());
  } catch (trouble) {
    // Saving reads the people all the same.
    if (trouble.name !== "AbortError") reading.shown.replaceChildren();
  }
}

function show(field, shown, html) {
  shown.innerHTML = html;
  const people = [...shown.querySelectorAll("[data-name]")].map((person) => person.dataset);
  const lines = field.closest(".inline-related")?.querySelector("[data-people]");
  if (lines && !("mended" in lines.dataset)) lines.value = people.map(({ line }) => line).join("\n");
  if (!lines && people.length && document.getElementById("credits-group")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = drafting.sayMend;
    button.addEventListener("click", () => fillIn(people));
    shown.append(button);
  }
}

// The rows of credits as they would be stored, to be corrected by hand. A row whose name stays keeps its contributor.
function fillIn(people) {
  const group = document.getElementById("credits-group");
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];
  const named = new Map(rows().map((row) => [field(row, "name").value.trim(), row]));
  people.forEach((person, place) => {
    let row = named.get(person.name);
    named.delete(person.name);
    if (!row) {
      group.querySelector(".add-row a").click();
      row = rows().at(-1);
      field(row, "name").value = person.name;
    }
    field(row, "affiliation").value = person.affiliation;
    field(row, "role").value = person.role;
    // From 1: a new row whose number is left at 0 goes to the end.
    field(row, "order").value = place + 1;
  });
  for (const row of named.values()) {
    const remove = field(row, "DELETE");
    if (remove) remove.checked = true;
    else row.querySelector(".inline-deletelink")?.click();
  }
  group.scrollIntoView({ block: "center" });
  field(rows()[0], "name").focus();
}

if (drafting) {
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("[data-people]")) target.dataset.mended = "";
    if (!target.matches?.("[data-reads-people]")) return;
    if (!readings.has(target)) {
      const shown = document.createElement("div");
      shown.setAttribute("role", "status");
      shown.className = "help read-people";
      target.closest(".form-row").append(shown);
      readings.set(target, { shown });
    }
    const reading = readings.get(target);
    clearTimeout(reading.waiting);
    reading.waiting = setTimeout(read, DELAY, target);
  });
  // What nobody has corrected is read by the newsroom as it is saved: this page may be a few letters behind.
  document.addEventListener("submit", ({ target }) => {
    for (const lines of target.querySelectorAll("[data-people]:not([data-mended])")) lines.value = lines.defaultValue;
  });
}
