// Keeps the line at the top of an article's form that says who else has the article open, and says that we have.
const line = document.querySelector("[data-presence]");

if (line) {
  const body = (fields) => {
    const form = new FormData();
    form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    Object.entries(fields).forEach(([name, value]) => form.set(name, value));
    return form;
  };

  const beat = async () => {
    try {
      const answer = await fetch(line.dataset.presence, { method: "POST", body: body({}) });
      if (!answer.ok) return;
      // Whoever is not logged in any more is led to the login page.
      const sentence = answer.redirected ? line.dataset.ended : (await answer.json()).sentence;
      // A line that is written again is read out again.
      if (line.textContent !== sentence) line.textContent = sentence;
    } catch {
      // Without the network there is nothing new to say.
    }
  };

  beat();
  setInterval(beat, 20_000);
  addEventListener("pagehide", () => navigator.sendBeacon(line.dataset.presence, body({ gone: "1" })));
  addEventListener("pageshow", (event) => event.persisted && beat());
}
