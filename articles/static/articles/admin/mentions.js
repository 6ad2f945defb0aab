// Adds to a note's text area: while a name is typed behind an @, colleagues whose name or account begins so are offered.
const field = document.querySelector("textarea[data-mentions]");
const list = document.querySelector("#note-colleagues");
const MOST = 8;

if (field && list) {
  const colleagues = [...list.children];
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  // What is typed of a name: from the last @ before the caret to the caret.
  const typed = () => field.value.slice(0, field.selectionStart).match(/(?<![\w.%+-])[@＠]([^\s@＠]*)$/)?.[1];
  const shown = () => colleagues.filter((option) => !option.hidden);
  const chosen = () => colleagues.find((option) => option.ariaSelected === "true");

  const choose = (option) => {
    for (const each of colleagues) each.ariaSelected = String(each === option);
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const offer = () => {
    const beginning = typed()?.toLowerCase();
    if (beginning === undefined) return close();
    let left = MOST;
    for (const option of colleagues) {
      const names = [option.dataset.name, option.dataset.account, option.firstChild.textContent];
      option.hidden = !(names.some((name) => name.toLowerCase().startsWith(beginning)) && left-- > 0);
    }
    list.hidden = !shown().length;
    if (list.hidden) return close();
    choose(shown()[0]);
  };
  const take = (option) => {
    const end = field.selectionStart;
    field.setRangeText(`${option.dataset.name} `, end - typed().length, end, "end");
    close();
    field.focus();
  };

  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("click", close);
  field.addEventListener("keydown", (event) => {
    // While Chinese is being composed, the keys are the input method's.
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const options = shown();
      choose(options.at((options.indexOf(chosen()) + step) % options.length));
    } else if (event.key === "Enter" || event.key === "Tab") {
      take(chosen());
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}
