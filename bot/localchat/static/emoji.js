// The symbols a trading chat lives by, drawn by the page: not every machine has an emoji font.
// emoji.svg bears them in this order, 24 units each. The character stays in the text.

import { make } from "./dom.js";

const DRAWN = ["🟢", "🔴", "🟡", "🔵", "⚪", "⚫", "✅", "❌", "⚠", "⏳", "🔔", "🚫", "📈", "📉", "🔄", "🔒", "🔑", "🔗", "👋", "⭐"];
const SEEN = new RegExp(`(?:${DRAWN.join("|")})\\uFE0F?`, "gu");
const EM = 1.25;

/** Return `text` as strings and nodes, known symbols drawn. */
export function drawn(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(SEEN)) {
    const node = make("span", { class: "emoji" }, found[0]);
    node.style.backgroundPositionX = `${-EM * DRAWN.indexOf(found[0].replace("\uFE0F", ""))}em`;
    parts.push(text.slice(at, found.index), node);
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
}
