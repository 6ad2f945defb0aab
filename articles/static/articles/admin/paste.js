// Adds to the body's editor: what is pasted is shown at once as it will be stored, and pictures are sent elsewhere.
import { drafting } from "./drafting.js";

const PICTURE_IN_PLACE = /\b(src=["']?)data:[^"'\s>]*/gi;

// Pastes that are still being answered.
const underway = new Set();

const tell = (editor, sentence) => editor.showNotification(sentence, "info", 15_000);

async function asStored(fields) {
  const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const reply = await fetch(drafting.pasted, {
    method: "POST",
    headers: { "X-CSRFToken": csrf },
    body: new URLSearchParams(fields),
    redirect: "error",
  });
  if (!reply.ok) throw new Error(reply.status);
  return reply.json();
}

function pasted(editor, event) {
  const { data } = event;
  const { dataTransfer } = data;
  if (data.cleaned || dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL) return;
  event.cancel();
  const fields =
    data.type === "text"
      ? { text: dataTransfer.getData("text/plain") || data.dataValue }
      : { html: (data.dataValue || "").replace(PICTURE_IN_PLACE, "$1data:,") };
  if (!fields.text && !fields.html) {
    if (dataTransfer.getFilesCount()) tell(editor, drafting.sayPicture);
    return;
  }
  const answer = asStored(fields).then(
    ({ body, notice }) => {
      editor.focus();
      if (body) editor.insertHtml(body);
      if (notice) tell(editor, notice);
    },
    () => {
      // The editor's own cleaning is better than none.
      editor.fire("paste", { ...data, cleaned: true });
      tell(editor, drafting.sayUnreached);
    },
  );
  underway.add(answer);
  answer.finally(() => underway.delete(answer));
}

// Who saves at once saves what was pasted, too.
async function wait(event) {
  if (!underway.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await Promise.allSettled(underway);
  event.target.requestSubmit(event.submitter);
}

// After the editor has found out what was pasted (1), before it cleans by itself (3).
const attend = (editor) => editor.on("paste", (event) => pasted(editor, event), null, null, 2);

if (drafting && window.CKEDITOR) {
  Object.values(CKEDITOR.instances).forEach(attend);
  CKEDITOR.on("instanceCreated", ({ editor }) => attend(editor));
  document.addEventListener("submit", wait, true);
}
