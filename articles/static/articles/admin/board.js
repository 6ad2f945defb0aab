/* Adds to the edition board: cards are dragged, and moved by Alt with an arrow key; the forms on the cards stay where
   they are. Every move is the card's own form sent, and the board is renewed from the answer: what the server says holds. */
import { keepFindings, showFindings } from "./board-findings.js";

const room = document.querySelector("[data-board-room]");
const status = document.querySelector("[data-board-status]");
const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "previous", ArrowRight: "next" };
const RECHECK_AFTER = 2000;

// Moves are made one after the other, each on the board as the one before has left it.
let turn = Promise.resolve();
let dragged = null;
let recheck = 0;

const cardOf = (key) => room.querySelector(`[data-card="${key}"]`);
const linkOf = (card) => card?.querySelector(".card-title");

function say(sentence, isError = false) {
  status.textContent = sentence;
  status.classList.toggle("error", isError);
}

/* Sends a card's form with other values in it, and renews the board. */
function move(key, values, focus = null) {
  turn = turn.then(async () => {
    const card = cardOf(key);
    const form = card?.querySelector("[data-move]");
    if (!form) return;
    const sent = new FormData(form);
    for (const [name, value] of Object.entries(values)) sent.set(name, value);
    card.setAttribute("aria-busy", "true");
    say(room.dataset.moving);
    if (!(await renew(form.action, { method: "POST", body: sent }, focus ?? linkTo(key)))) return;
    // Where an article stands decides what is found in it; whoever moves several is not made to wait for it.
    clearTimeout(recheck);
    recheck = setTimeout(() => keepFindings(room), RECHECK_AFTER);
  });
  return turn;
}

const linkTo = (key) => `#article-${key} .card-title`;

/* Puts the board of the answer in the place of this one; where one had scrolled to, what was open and in focus stay. */
async function renew(address, request, focus) {
  let answer;
  try {
    const reply = await fetch(address, { ...request, credentials: "same-origin" });
    if (!reply.ok) throw new Error(reply.status);
    answer = new DOMParser().parseFromString(await reply.text(), "text/html");
  } catch {
    room.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    say(room.dataset.failed, true);
    return false;
  }
  const board = answer.querySelector("[data-board]");
  // The session has ended: the address itself leads to where one signs in.
  if (!board) {
    location.reload();
    return false;
  }
  const places = scrolled();
  const open = [...room.querySelectorAll("details[open][id]")].map((details) => details.id);
  const here = focus ?? whereFocusIs();
  room.replaceChildren(document.adoptNode(board));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  scrollTo(places);
  settle();
  if (here) (document.querySelector(here) ?? room).focus({ preventScroll: true });
  document.activeElement.closest(".card")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const message = answer.querySelector(".messagelist li");
  if (message) say(message.textContent.trim(), message.classList.contains("error"));
  document.querySelector(".messagelist")?.remove();
  return true;
}

const scrollers = () => [document.scrollingElement, ...room.querySelectorAll(".pool, [data-scroller]")];
const scrolled = () => scrollers().map((scroller) => [scroller.scrollLeft, scroller.scrollTop]);

function scrollTo(places) {
  scrollers().forEach((scroller, at) => places[at] && scroller.scrollTo(...places[at]));
}

/* The address, within the board, of what has the focus. */
function whereFocusIs() {
  const element = document.activeElement;
  if (!room.contains(element) || element === room) return null;
  if (element.id) return `#${element.id}`;
  const inside = element.closest("[id]");
  if (!inside || inside === room) return null;
  const name = element.getAttribute("name");
  const which = name ? `[name="${name}"]${element.type === "submit" ? `[value="${element.value}"]` : ""}` : "";
  return `#${inside.id} ${element.localName}${which}`;
}

/* What every new board gets. */
function settle() {
  for (const card of room.querySelectorAll("[data-movable]")) {
    card.draggable = true;
    linkOf(card).draggable = false;
    linkOf(card).setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight");
  }
  showFindings(room);
}

/* Arrow keys go from card to card; with Alt they take the card along. */
function pressed(event) {
  const step = STEPS[event.key];
  const card = event.target.matches(".card-title") && event.target.closest("[data-card]");
  if (!step || !card || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!event.altKey) linkOf(neighbour(card, step))?.focus();
  else if (card.hasAttribute("data-movable")) move(card.dataset.card, { step });
}

function neighbour(card, step) {
  if (step === "up") return card.previousElementSibling;
  if (step === "down") return card.nextElementSibling;
  const lists = [...room.querySelectorAll("[data-cards]")];
  const at = lists.indexOf(card.parentElement);
  const place = [...card.parentElement.children].indexOf(card);
  const there = step === "next" ? lists.slice(at + 1) : lists.slice(0, at).reverse();
  const list = there.find((each) => each.querySelector("[data-card]"));
  return list && (list.children[place] ?? list.lastElementChild);
}

/* A form on a card: with the board in view, only its part of the window is renewed. */
function sent(event) {
  if (!event.target.matches("[data-move]")) return;
  event.preventDefault();
  const step = event.submitter?.name === "step" ? { step: event.submitter.value } : {};
  const card = event.target.closest("[data-card]").dataset.card;
  move(card, step, event.submitter?.name === "step" ? `#move-${card} button[value="${event.submitter.value}"]` : null);
}

/* Dragging: a mark stands where the card would. */
const mark = document.createElement("li");
mark.className = "drop-mark";
mark.setAttribute("aria-hidden", "true");

function lifted(event) {
  dragged = event.target.closest?.("[data-movable]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.card);
  dragged.classList.add("dragged");
}

function over(event) {
  const column = dragged && event.target.closest("[data-page]");
  if (!column) return;
  event.preventDefault();
  for (const each of room.querySelectorAll(".over")) if (each !== column) each.classList.remove("over");
  column.classList.add("over");
  const cards = [...column.querySelectorAll("[data-card]")].filter((card) => card !== dragged);
  const below = cards.find((card) => {
    const box = card.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  column.querySelector("[data-cards]").insertBefore(mark, below ?? null);
}

function dropped(event) {
  if (!dragged || !mark.isConnected) return;
  event.preventDefault();
  const card = dragged;
  const origin = card.parentElement;
  const next = card.nextElementSibling === mark ? mark.nextElementSibling : card.nextElementSibling;
  const page = mark.closest("[data-page]").dataset.page;
  const following = [...mark.parentElement.children].slice([...mark.parentElement.children].indexOf(mark) + 1);
  const before = following.find((each) => each.matches("[data-card]") && each !== card);
  mark.replaceWith(card);
  put();
  if (card.parentElement === origin && card.nextElementSibling === next) return;
  move(card.dataset.card, { page, before: before?.dataset.card ?? "", position: "" }).then(() => {
    // Still the same board: the server did not answer, and the card lies where it lay.
    if (card.isConnected) origin.insertBefore(card, next?.isConnected ? next : null);
  });
}

function put() {
  mark.remove();
  dragged?.classList.remove("dragged");
  dragged = null;
  for (const column of room.querySelectorAll(".over")) column.classList.remove("over");
}

/* Whoever comes back to the board finds it as it is now. */
function cameBack() {
  const busy = dragged || room.querySelector(".move[open]");
  if (document.visibilityState === "visible" && !busy) turn = turn.then(() => renew(location.href, {}, null));
}

if (room && room.querySelector("[data-board]")) {
  settle();
  keepFindings(room);
  room.addEventListener("keydown", pressed);
  room.addEventListener("submit", sent);
  room.addEventListener("dragstart", lifted);
  room.addEventListener("dragover", over);
  room.addEventListener("drop", dropped);
  room.addEventListener("dragend", put);
  document.addEventListener("visibilitychange", cameBack);
}
