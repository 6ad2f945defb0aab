// Regions that the page's PDF proposes: asked for, listed, taken over or dropped, all of them or one by one.

import * as shape from "./corners.js";
import * as rows from "./rows.js";

export class Proposals {
  constructor(sheet) {
    this.sheet = sheet;
    this.list = sheet.stage.querySelector("[data-proposals]");
    this.forAll = sheet.stage.querySelectorAll("[data-do=accept-all], [data-do=drop-all]");
  }

  async ask() {
    const { sheet } = this;
    sheet.say("…");
    try {
      const reply = await fetch(sheet.stage.dataset.proposed, { headers: { Accept: "application/json" } });
      const found = await reply.json();
      const having = new Set(sheet.regions.map((each) => each.article));
      this.#bring(
        found.regions
          .map((each) => ({ article: String(each.article), corners: shape.read(each.corners) }))
          .filter((each) => !having.has(each.article)),
      );
      if (found.why_not) sheet.say(found.why_not);
    } catch {
      sheet.say(sheet.words.failed);
    }
  }

  accept(accepted) {
    const { sheet } = this;
    const made = accepted.map(({ article, corners }) => ({ row: rows.name(), article, corners }));
    sheet.chosen = made.at(-1)?.row ?? sheet.chosen;
    this.#bring(this.#without(accepted));
    sheet.change([...sheet.regions, ...made]);
  }

  drop(dropped) {
    this.#bring(this.#without(dropped));
  }

  #without(decided) {
    return this.sheet.proposals.filter((each) => !decided.includes(each));
  }

  #bring(proposals) {
    this.sheet.proposals = proposals;
    this.list.hidden = !proposals.length;
    for (const button of this.forAll) button.hidden = !proposals.length;
    this.list.replaceChildren(...proposals.map((proposal) => this.#line(proposal)));
    this.sheet.show();
  }

  #line(proposal) {
    const { words, titles } = this.sheet;
    const title = titles.get(proposal.article);
    const line = document.createElement("p");
    const choices = document.createElement("span");
    choices.className = "choices";
    choices.append(this.#button(words.accept, title, () => this.accept([proposal])), " ");
    choices.append(this.#button(words.drop, title, () => this.drop([proposal])));
    line.append(`${words.proposed}: ${title} `, choices);
    return line;
  }

  #button(label, title, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.ariaLabel = `${label}: ${title}`;
    button.addEventListener("click", act);
    return button;
  }
}
