// On a wide screen an article that is chosen on the picture opens beside it; on a small one it is a page of its own.

const WIDE = matchMedia("(min-width: 64rem)");

export function beside(figure, panel) {
  let asked = 0;

  figure.addEventListener("click", async (event) => {
    const link = event.target.closest("svg a[data-article]");
    if (!link || !WIDE.matches || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await open(link.href.baseVal ?? link.getAttribute("href"), link);
  });

  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) close();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  let opener = null;

  async function open(address, from) {
    const turn = ++asked;
    opener = from;
    panel.hidden = false;
    panel.ariaBusy = "true";
    try {
      const reply = await fetch(address);
      if (!reply.ok) throw new Error(reply.status);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const article = page.querySelector("main article");
      for (const part of article.querySelectorAll("nav, script, [data-type-sizes], [data-tools]")) part.remove();
      if (turn !== asked) return;
      panel.querySelector("[data-text]").replaceChildren(...article.childNodes);
      panel.querySelector("[data-whole]").href = address;
      panel.querySelector("h1")?.setAttribute("tabindex", "-1");
      panel.scrollTop = 0;
      (panel.querySelector("h1") ?? panel).focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest" });
    } catch {
      if (turn === asked) location.assign(address);
    } finally {
      panel.ariaBusy = "false";
    }
  }

  function close() {
    panel.hidden = true;
    panel.querySelector("[data-text]").replaceChildren();
    opener?.focus();
  }
}
