// Counts as articles/wordcount.py and articles/richtext.py do: tests/test_wordcount.py and tests/browser compare them.
const WESTERN = "!-~\\u00a1-\\u00b6\\u00b8-\\u024f\\u0370-\\u058f\\u1e00-\\u1fff";
const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const UNCOUNTED = `${SPACES}\\u200b-\\u200f\\u2060\\ufe00-\\ufe0f\\ufeff\\u0300-\\u036f`;
const COUNTED = new RegExp(`[${WESTERN}]+(?:’[${WESTERN}]+)*|[^${UNCOUNTED}]`, "gu");
const UNSEEN = /[\ufffd\u200b\u200e\u200f\u2060\ufeff\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;
const EDGE_OF_BLOCK = /<\/?(?:p|h[1-6]|div|ul|ol|li|blockquote|table|thead|tbody|tr|th|td)(?:\s[^>]*)?>|<br\s*\/?>/gi;
const SPACE = new RegExp(`[${SPACES}]`, "gu");

export function count(text) {
  return text.match(COUNTED)?.length ?? 0;
}

// The visible text of a body, with a line for every block.
export function textOf(html) {
  const reader = document.createElement("textarea");
  reader.innerHTML = html.replace(EDGE_OF_BLOCK, "\n").replace(/<[^>]+>/g, "");
  return reader.value.replace(UNSEEN, "");
}

// How long a headline is: its characters without spaces and breaks.
export function lengthOf(headline) {
  return [...headline.replace(SPACE, "")].length;
}
