// Adds to the notes on an article: a note or a tick is sent in place, so that whatever is typed in the form stays.
const notes = document.querySelector("[data-notes]");

// Of a long thread the newest note is in view, unless the address leads to another.
function showNewest() {
  const list = notes.querySelector("ol");
  list.scrollTop = list.scrollHeight;
}

if (notes && !location.hash.startsWith("#note-")) showNewest();

notes?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (notes.ariaBusy === "true") return;
  const { target: form, submitter: button } = event;
  const ticked = button?.value && button.closest("li").id;
  const body = new FormData(form);
  // Whoever has signed in again in another window has another token than the form was made with.
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token) body.set("csrfmiddlewaretoken", token);
  if (ticked) body.append(button.name, button.value);
  notes.ariaBusy = "true";
  const answer = await sent(form.action, body);
  notes.ariaBusy = "false";
  if (!answer) return say(notes.dataset.failed, true);
  const refused = answer.querySelector(".refused");
  for (const part of notes.querySelectorAll("[data-thread]")) {
    part.replaceWith(answer.querySelector(`[data-thread=${part.dataset.thread}]`));
  }
  say(answer.querySelector("[data-said]").textContent, refused);
  if (ticked) return focusOn(document.getElementById(ticked));
  if (!refused) {
    form.reset();
    showNewest();
  }
  form.querySelector("textarea").focus();
});

// The section as the server has it now; nothing where it did not answer with one, as after signing out.
async function sent(address, body) {
  try {
    const reply = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    return new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-notes]");
  } catch {
    return null;
  }
}

function say(sentence, refused) {
  const status = notes.querySelector("[data-said]");
  status.classList.toggle("refused", Boolean(refused));
  status.textContent = sentence.trim();
}

function focusOn(note) {
  note.tabIndex = -1;
  note.focus();
}
