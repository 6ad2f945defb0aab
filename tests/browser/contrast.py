"""What does not stand out enough from what is behind it, as a page shows it: text, and the edges of what is used."""

MEASURE = """
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let part = element; part; part = part.parentElement) {
      const colour = numbers(getComputedStyle(part).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return numbers(getComputedStyle(document.body).backgroundColor);
  };
  const contrast = (colour, element) => {
    const [a, b] = [light(numbers(colour)), light(behind(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
"""

# To be evaluated in a page: every element whose text has a contrast below the one asked for, 4.5 if none is.
FAINT = (
    f"""(least) => {{
  least ??= 4.5;
  {MEASURE}
"""
    + """
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest("svg, [aria-disabled=true], .unseen")) continue;
    const found = contrast(getComputedStyle(element).color, element);
    if (found < least) faint.push(`${element.tagName}.${element.className} ${found.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""
)

# To be evaluated in a page: fields whose border, and links whose underline, has a contrast below 3 to what is around.
THIN = (
    f"""() => {{
  {MEASURE}
"""
    + """
  const thin = [];
  for (const element of document.querySelectorAll("input, select, button, summary, a")) {
    if (!element.checkVisibility() || element.closest("svg, [aria-disabled=true], .unseen")) continue;
    const style = getComputedStyle(element);
    const edge = element.matches("a")
      ? style.textDecorationLine === "underline" && style.textDecorationColor
      : parseFloat(style.borderTopWidth) > 0 && style.borderTopColor;
    const around = element.matches("a") ? element : element.parentElement;
    if (edge && contrast(edge, around) < 3) thin.push(`${element.tagName} ${element.textContent} ${edge}`);
  }
  return thin;
}"""
)
