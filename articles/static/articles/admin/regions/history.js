// Every state of the sheet, to be taken back and made again.

export class History {
  #past = [];
  #future = [];

  constructor(state) {
    this.present = JSON.stringify(state);
  }

  // Keep a state; one that is the same as the last is none.
  keep(state) {
    const next = JSON.stringify(state);
    if (next === this.present) return;
    this.#past.push(this.present);
    this.#future = [];
    this.present = next;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  undo() {
    return this.#turn(this.#past, this.#future);
  }

  redo() {
    return this.#turn(this.#future, this.#past);
  }

  #turn(from, to) {
    if (!from.length) return null;
    to.push(this.present);
    this.present = from.pop();
    return JSON.parse(this.present);
  }
}
