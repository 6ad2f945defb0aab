// Adds below body and headline: how long they are while they are written, beside what was ordered and what fits.
import { drafting, say } from "./drafting.js";
import { count, lengthOf, textOf } from "./word-count.js";

function lineBelow(field) {
  const line = document.createElement("div");
  line.className = "help counted";
  field.closest(".form-row").append(line);
  return line;
}

function show(line, words, values) {
  line.textContent = say(words, values);
  line.classList.toggle("over", words === drafting.sayBeyond);
}

function countBody(field) {
  const line = lineBelow(field);
  const ordered = document.getElementById("id_ordered_length");
  const update = () => {
    const editor = window.CKEDITOR?.instances[field.id];
    const written = count(textOf(editor?.status === "ready" ? editor.getData() : field.value));
    const wanted = Number(ordered?.value);
    const values = { count: written, ordered: wanted, difference: Math.abs(written - wanted) };
    const words = written > wanted ? drafting.sayOver : written < wanted ? drafting.sayUnder : drafting.sayExact;
    show(line, wanted > 0 ? words : drafting.sayCounted, values);
  };
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 150);
  };
  field.addEventListener("input", soon);
  ordered?.addEventListener("input", update);
  const attend = (editor) => {
    editor.on("change", soon);
    // What an input method composes is no change to the editor until later.
    editor.on("contentDom", () => editor.editable().$.addEventListener("input", soon));
  };
  window.CKEDITOR?.on("instanceReady", soon);
  window.CKEDITOR?.on("instanceCreated", ({ editor }) => attend(editor));
  Object.values(window.CKEDITOR?.instances ?? {}).forEach(attend);
  update();
}

function countHeadline(field) {
  const line = lineBelow(field);
  const page = document.getElementById("id_page");
  const stored = page?.value;
  const update = () => {
    // Another page may have room for another headline: its limit is known once the article stands there.
    const limit = page?.value === stored ? Number(drafting.headlineLimit) : 0;
    const written = lengthOf(field.value);
    const words = written > limit ? drafting.sayBeyond : drafting.sayLimit;
    show(line, limit ? words : drafting.sayCounted, { count: written, ordered: limit, difference: written - limit });
  };
  field.addEventListener("input", update);
  window.django?.jQuery?.(page).on("change", update);
  update();
}

if (drafting) {
  const body = document.querySelector("textarea#id_body");
  const headline = document.querySelector("textarea#id_headline");
  if (body) countBody(body);
  if (headline) countHeadline(headline);
}
