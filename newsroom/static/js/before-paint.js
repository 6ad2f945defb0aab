/* Shows a page as its reader has chosen, before anything is painted: classic and blocking. */
(function (root) {
  function show() {
    ["type-size", "colours", "large-print", "keys", "voice"].forEach(function (name) {
      var value = localStorage.getItem(name);
      if (value) root.setAttribute("data-" + name, value);
      else root.removeAttribute("data-" + name);
    });
  }

  function colour() {
    document.querySelectorAll("[data-scheme]").forEach(function (bar) {
      var own = bar.dataset.scheme, chosen = root.dataset.colours;
      bar.media = chosen ? (chosen == own ? "all" : "not all") : "(prefers-color-scheme:" + own + ")";
      bar.content = bar.dataset[root.dataset.largePrint ? "strong" : "plain"];
    });
  }

  root.dataset.scripts = "";
  new MutationObserver(colour).observe(root, { attributes: true });
  // Again after going back, and when another window has chosen.
  try { show(); onpageshow = onstorage = show; } catch (blocked) {}
  colour();
})(document.documentElement);
