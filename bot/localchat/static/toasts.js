// What pops up and goes away: pushes, answers to presses, alerts.

import { $, make, timeOf } from "./dom.js";
import { drawn } from "./emoji.js";

const SHOWN_MS = 4500;
const AT_ONCE = 3;

function show(node) {
  const shelf = $("toasts");
  shelf.append(node);
  while (shelf.children.length > AT_ONCE) shelf.firstElementChild.remove();
  setTimeout(() => {
    node.classList.add("leaving");
    setTimeout(() => node.remove(), 260);
  }, SHOWN_MS);
}

/** The answer to a press, for a moment. */
export const answer = (text) => show(make("div", { class: "toast answer" }, ...drawn(text)));

/** An answer that wants to be read: stays until closed. */
export function alertBox(text) {
  $("alert-text").replaceChildren(...drawn(text));
  if (!$("alert").open) $("alert").showModal();
}

/** A message that arrived while the person was looking elsewhere; `open` shows it. */
export function push(name, message, open) {
  const head = make("b", {}, name, make("span", {}, timeOf(message.date)));
  const face = make("span", { class: "avatar", "aria-hidden": "true" }, name.slice(0, 1));
  const text = make("div", {}, head, make("p", {}, ...drawn(message.text || "사진")));
  show(make("button", { class: "toast push", type: "button", onclick: (event) => { event.currentTarget.remove(); open(); } }, face, text));
}

/** Show a picture large. */
export function zoom(url, alt) {
  $("picture").src = url;
  $("picture").alt = alt;
  $("lightbox").showModal();
}
