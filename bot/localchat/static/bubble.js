// A message becomes a bubble with its keyboard.

import { make, safeUrl, timeOf } from "./dom.js";
import { drawn } from "./emoji.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** Draw `message`; `act` has press, say, link and zoom; `quoted` is the message it replies to. */
export function bubble(message, act, quoted) {
  const mine = !message.from.bot;
  const keyed = message.buttons.length > 0;
  const item = make("li", {
    class: ["message", mine && "mine", keyed && "keyed"].filter(Boolean).join(" "),
    "data-id": message.message_id,
    "aria-label": `${mine ? "나" : message.from.name}, ${timeOf(message.date)}`,
  });
  const body = make("div", { class: "bubble" });
  if (quoted) body.append(make("span", { class: "reply" }, ...drawn(quoted.text.split("\n")[0])));
  if (message.file) body.append(attachment(message, act));
  body.append(make("span", { class: "text" }, ...formatted(message.text, message.entities, act)), meta(message, mine));
  item.append(body);
  if (message.reactions.length) item.append(make("span", { class: "reactions" }, message.reactions.join(" ")));
  if (keyed) item.append(keyboard(message, act));
  return item;
}

function meta(message, mine) {
  const node = make("span", { class: "meta" });
  if (message.via) node.append(make("span", {}, `@${message.via}`));
  if (message.edit_date) node.append(make("span", {}, "수정됨"));
  node.append(make("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date)));
  if (mine) node.append(ticks());
  return node;
}

function ticks() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 18 11", width: 16, height: 10, fill: "none", stroke: "currentColor", "stroke-width": 1.5,
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true",
  })) svg.setAttribute(name, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "m1 6 3.2 3.4L11 1.2M8 8.4l.9 1L16 1.2");
  svg.append(path);
  return svg;
}

function attachment(message, act) {
  const { url, name, size, width, height } = message.file;
  if (!width) {
    const label = make("span", {}, name, make("small", {}, `${Math.max(1, Math.round(size / 1024))} KB`));
    return make("a", { class: "file", href: url, download: name }, label);
  }
  const alt = message.text.split("\n")[0] || "사진";
  const picture = make("img", { src: url, alt, width, height, loading: "lazy" });
  return make("button", { class: "photo", type: "button", "aria-label": `크게 보기: ${alt}`, onclick: () => act.zoom(url, alt) }, picture);
}

function keyboard(message, act) {
  const rows = message.buttons.map((row) =>
    make("div", { class: "row" }, ...row.map((button) => key(message, button, act))));
  return make("div", { class: "keys", role: "group", "aria-label": "버튼" }, ...rows);
}

function key(message, button, act) {
  const look = `key ${button.style ?? ""}`;
  if (button.url && safeUrl(button.url)) {
    return make("a", { class: `${look} link`, href: button.url, target: "_blank", rel: "noopener noreferrer" }, ...drawn(button.text));
  }
  if (button.app) {
    return make("button", { class: `${look} opens`, type: "button", onclick: () => act.launch(message, button) }, ...drawn(button.text));
  }
  if (button.copy) {
    return make("button", { class: `${look} copies`, type: "button", onclick: () => act.copy(button.copy) }, ...drawn(button.text));
  }
  return make("button", {
    class: look, type: "button", onclick: (event) => act.press(message, button, event.currentTarget),
  }, ...drawn(button.text));
}

/** Entities count UTF-16 units, as JavaScript strings do; they nest. */
function formatted(text, entities, act, start = 0, end = text.length) {
  const parts = [];
  let at = start;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || entity.offset >= end) continue;
    if (entity.offset > at) parts.push(...drawn(text.slice(at, entity.offset)));
    const inner = entities.slice(i + 1).filter((other) => other.offset < stop);
    parts.push(wrap(entity, text.slice(entity.offset, stop), formatted(text, inner, act, entity.offset, stop), act));
    at = stop;
  }
  if (at < end) parts.push(...drawn(text.slice(at, end)));
  return parts;
}

function wrap(entity, plain, children, act) {
  switch (entity.type) {
    case "text_link":
    case "url": {
      const href = safeUrl(entity.url ?? plain);
      return href ? make("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children) : make("span", {}, ...children);
    }
    case "bot_command":
      return make("button", { class: "command", type: "button", onclick: () => act.say(plain) }, ...children);
    case "hashtag":
    case "mention":
      return make("span", { class: "tag" }, ...children);
    case "spoiler":
      return make("span", { class: "spoiler", tabindex: "0" }, ...children);
    default:
      return make(TAGS[entity.type] ?? "span", {}, ...children);
  }
}
