/* Reads an article aloud by the browser's own voice, a paragraph after the other, each marked and scrolled into view.

   The buttons are shown where there is a voice for the article's language; that there is one is remembered, so that on
   the next article they stand there from the beginning. */

import { choose } from "./remembered.js";

const PARTS = ".decks > :is(h1, .subheadline), .body :is(p, h2, li, tr, blockquote)";
const controls = document.querySelector("[data-read-aloud]");
const speech = window.speechSynthesis;

/** A text by its sentences: some voices fall silent within a long one, and reading goes on at the one it was paused in. */
function sentences(text) {
  return (text.match(/[^。！？；!?\n]+[。！？；!?]*[”’」』）)]*/g) ?? []).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** The voice for a language as `lang` names it. For Chinese one of Mandarin, which is what papers are read in. */
function voiceFor(language) {
  const [primary] = language.toLowerCase().split("-");
  const wanted = language === "zh-Hant" ? "zh-tw" : primary === "zh" ? "zh-cn" : language.toLowerCase();
  const rank = (voice) => {
    const spoken = voice.lang.toLowerCase().replace("_", "-").replace(/^cmn-han[st]/, "zh");
    if (spoken === wanted) return 0;
    if (!spoken.startsWith(primary)) return Infinity;
    return spoken.startsWith("zh-hk") ? 2 : 1;
  };
  const [best] = speech.getVoices().filter((voice) => rank(voice) < Infinity).sort((a, b) => rank(a) - rank(b));
  return best;
}

if (controls && speech) {
  const article = controls.closest("article");
  const parts = [...article.querySelectorAll(PARTS)].filter((part) => !part.querySelector("p, li, tr"));
  let state = "silent";
  let [paragraph, sentence] = [0, 0];
  // The browser forgets an utterance, and its end, that nothing holds.
  let utterance = null;

  function show(now) {
    state = now;
    for (const word of controls.querySelectorAll("[data-when]")) word.hidden = word.dataset.when !== state;
    for (const button of controls.querySelectorAll("[data-next-paragraph], [data-stop]")) button.ariaDisabled = state === "silent";
    for (const part of parts) part.toggleAttribute("data-spoken", state !== "silent" && part === parts[paragraph]);
  }

  function fallSilent() {
    utterance = null;
    speech.cancel();
  }

  function stop() {
    fallSilent();
    [paragraph, sentence] = [0, 0];
    show("silent");
  }

  function read() {
    const said = () => sentences(parts[paragraph].innerText);
    while (paragraph < parts.length && sentence >= said().length) [paragraph, sentence] = [paragraph + 1, 0];
    if (paragraph >= parts.length) return stop();
    show("speaking");
    if (!sentence) parts[paragraph].scrollIntoView({ block: "center" });
    const voice = voiceFor(article.lang);
    const mine = new SpeechSynthesisUtterance(said()[sentence]);
    utterance = mine;
    mine.voice = voice ?? null;
    mine.lang = voice?.lang ?? article.lang;
    // What was cut off ends as well, in some browsers, and is nobody's turn any more.
    mine.onend = () => {
      if (mine !== utterance) return;
      sentence += 1;
      read();
    };
    mine.onerror = () => mine === utterance && stop();
    speech.speak(mine);
  }

  controls.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.ariaDisabled === "true") return;
    const wasSpeaking = state === "speaking";
    fallSilent();
    if (button.matches("[data-stop]")) return stop();
    if (button.matches("[data-next-paragraph]")) [paragraph, sentence] = [paragraph + 1, 0];
    else if (wasSpeaking) return show("paused");
    read();
  });
  addEventListener("pagehide", stop);

  const look = () => speech.getVoices().length && choose("voice", voiceFor(article.lang) ? "on" : "");
  look();
  speech.addEventListener?.("voiceschanged", look);
}
