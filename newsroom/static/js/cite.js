/* Adds a button to an article's reference that copies it; without it the reference is text to be selected. */

const cite = document.querySelector("[data-cite]");

async function copied(reference) {
  getSelection().selectAllChildren(reference);
  try {
    await navigator.clipboard.writeText(reference.textContent);
    return true;
  } catch {
    // Without TLS, or where it is not allowed, browsers may still copy what is selected.
    return document.execCommand("copy");
  }
}

if (cite) {
  const button = cite.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copied(cite.querySelector(".reference"));
    cite.querySelector("[role=status]").textContent = done ? button.dataset.done : button.dataset.failed;
  });
}
