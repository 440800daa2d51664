// The symbols a trading chat lives by, drawn by the page: not every machine has an emoji font.
// emoji.svg bears them in this order, 24 units each. The character stays in the text.

import { make } from "./dom.js";

const DRAWN = [
  "🟢", "🔴", "🟡", "🔵", "⚪", "⚫", "✅", "❌", "⚠", "⏳", "🔔", "🚫", "📈", "📉", "🔄", "🔒", "🔑", "🔗", "👋", "⭐",
  "🌙", "📊", "🏆", "🔕", "🔎", "⛔", "📰", "📋", "⌛", "🗓", "🔓", "📢", "➖", "❔",
];
const SEEN = new RegExp(`(?:${DRAWN.join("|")})\\uFE0F?`, "gu");
const EM = 1.25;
const WORD = /^[\p{L}\p{N}]{1,12}/u;

/** Return `text` as strings and nodes, known symbols drawn and kept on one line with a word that touches them. */
export function drawn(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(SEEN)) {
    const node = make("span", { class: "emoji" }, found[0]);
    node.style.backgroundPositionX = `${-EM * DRAWN.indexOf(found[0].replace("\uFE0F", ""))}em`;
    parts.push(text.slice(at, found.index));
    at = found.index + found[0].length;
    const [word] = WORD.exec(text.slice(at)) ?? [""];
    parts.push(word ? make("span", { class: "kept" }, node, word) : node);
    at += word.length;
  }
  return [...parts, text.slice(at)];
}
