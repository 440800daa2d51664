// The page: one phone, one chat at a time, kept live by server-sent events.

import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { $, call, dayOf, make } from "./dom.js";
import * as miniapp from "./miniapp.js";
import * as toasts from "./toasts.js";

const NEAR_END = 90;
const JUST_ACTED_MS = 3000;
const TYPING_MS = 5000;

const state = { bot: null, people: [], groups: [], chats: new Map(), seat: null, unseen: new Map(), actedAt: 0, typing: 0 };
const waiting = new Map(); // query id → the button that waits for its answer
const act = { press, say, copy, launch, zoom: toasts.zoom };
const composer = new Composer(say, () => state.seat);

// what arrives

const handlers = {
  snapshot({ bot, people, groups, chats }) {
    Object.assign(state, { bot, people, groups });
    state.chats = new Map(Object.entries(chats).map(([id, room]) => [Number(id), roomOf(room)]));
    composer.inline.name = bot.username;
    $("bot-name").textContent = bot.first_name;
    document.title = `${bot.first_name} · 로컬 채팅`;
    sit(seats().find((seat) => seat.chat === state.seat?.chat) ?? seats()[0]);
  },
  people({ people, groups }) {
    Object.assign(state, { people, groups });
    drawPeople();
    drawBot();
  },
  message({ message }) {
    if (!message) return;
    const room = roomFor(message.chat_id);
    const before = room.messages.get(message.message_id);
    if (message.deleted) room.messages.delete(message.message_id);
    else room.messages.set(message.message_id, message);
    if (state.seat?.chat === message.chat_id) place(message, before);
    if (!before && !message.deleted && message.from.bot) arrived(message);
  },
  answer({ answer }) {
    waiting.get(answer.query_id)?.removeAttribute("aria-busy");
    waiting.delete(answer.query_id);
    if (answer.user_id !== state.seat?.user || !answer.text) return;
    if (answer.alert) toasts.alertBox(answer.text);
    else toasts.answer(answer.text);
  },
  action({ chat_id }) {
    if (chat_id !== state.seat?.chat) return;
    clearTimeout(state.typing);
    state.typing = setTimeout(() => { state.typing = 0; drawBot(); }, TYPING_MS);
    drawBot();
  },
  keyboard({ chat_id, keyboard }) {
    roomFor(chat_id).keyboard = keyboard;
    if (chat_id === state.seat?.chat) composer.keyboard(keyboard);
  },
  inline: (answer) => composer.inline.arrived(answer),
  commands: loadCommands,
};

const events = new EventSource("/_chat/events");
events.onmessage = ({ data }) => {
  const change = JSON.parse(data);
  handlers[change.kind]?.(change);
};
events.onerror = () => drawBot("연결이 끊겼어요. 다시 잇는 중…");

const roomOf = (room) => ({
  messages: new Map(room.messages.filter((m) => !m.deleted).map((m) => [m.message_id, m])),
  keyboard: room.keyboard,
});
function roomFor(id) {
  if (!state.chats.has(id)) state.chats.set(id, { messages: new Map(), keyboard: null });
  return state.chats.get(id);
}

// what the person does

async function say(text) {
  state.actedAt = Date.now();
  await attempt(call("say", { user: state.seat.user, chat: state.seat.chat, text }));
}

async function press(message, button, node) {
  state.actedAt = Date.now();
  node.setAttribute("aria-busy", "true");
  setTimeout(() => node.removeAttribute("aria-busy"), 10_000);
  const { user, chat } = state.seat;
  const pressed = await attempt(call("press", { user, chat, data: button.data, message_id: message.message_id }));
  if (pressed) waiting.set(pressed.query_id, node);
  else node.removeAttribute("aria-busy");
}

async function launch(message, button) {
  const { user, chat } = state.seat;
  const { theme } = document.documentElement.dataset;
  const opened = await attempt(call("launch", { user, chat, text: button.text, message_id: message.message_id, theme }));
  if (opened) miniapp.open(opened.url, state.bot.first_name);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toasts.answer("복사했어요");
}

const attempt = (promise) => promise.catch((error) => { toasts.answer(`보내지 못했어요. ${error.message}`); });

// seats: whose phone, which chat

function seats() {
  const own = state.people.map((p) => ({ user: p.id, chat: p.id, name: p.name }));
  return own.concat(state.groups.map((g) => ({ user: state.people[0]?.id, chat: g.id, name: g.title })));
}

function sit(seat) {
  if (!seat) return;
  state.seat = seat;
  state.unseen.delete(seat.chat);
  clearTimeout(state.typing);
  state.typing = 0;
  drawPeople();
  drawBot();
  drawAll();
  composer.keyboard(roomFor(seat.chat).keyboard);
  loadCommands();
}

async function loadCommands() {
  if (!state.seat) return;
  const { commands, button } = await call(`commands?user=${state.seat.chat}`);
  composer.offer(commands, button);
}

// drawing

function drawPeople() {
  const all = seats();
  $("people").hidden = all.length < 2;
  $("people").replaceChildren(make("h2", {}, "누구의 전화기"), ...all.map((seat) => {
    const count = state.unseen.get(seat.chat);
    return make("button", { type: "button", "aria-pressed": String(seat.chat === state.seat?.chat), onclick: () => sit(seat) },
      make("span", { class: "face", "aria-hidden": "true" }, seat.name.slice(0, 1)),
      make("span", { class: "name" }, seat.name),
      count ? make("span", { class: "badge", "aria-label": `안 읽은 메시지 ${count}개` }, String(count)) : null);
  }));
}

function drawBot(trouble) {
  const blocked = state.people.find((p) => p.id === state.seat?.user)?.blocked ?? false;
  $("bot-state").textContent = trouble ?? (blocked ? "차단했어요" : state.typing ? "입력 중…" : "봇 · 온라인");
  $("bot-state").classList.toggle("busy", Boolean(state.typing) && !trouble);
  $("block").setAttribute("aria-pressed", String(blocked));
  $("block").setAttribute("aria-label", blocked ? "봇 차단 풀기" : "봇 차단");
}

function drawAll() {
  const list = $("messages");
  list.classList.add("still");
  list.replaceChildren();
  for (const message of roomFor(state.seat.chat).messages.values()) append(message);
  toEnd("auto");
}

function draw(message) {
  return bubble(message, act, message.reply_to ? roomFor(message.chat_id).messages.get(message.reply_to) : null);
}

function append(message) {
  const list = $("messages");
  const last = [...roomFor(message.chat_id).messages.values()].filter((m) => m.message_id < message.message_id).at(-1);
  if (!last || dayOf(last.date) !== dayOf(message.date)) list.append(make("li", { class: "day" }, dayOf(message.date)));
  const node = draw(message);
  node.classList.toggle("follows", last?.from.bot === message.from.bot);
  list.append(node);
}

/** Put a new message at the end, or an edit where the message stands. */
function place(message, before) {
  const stuck = atEnd();
  const old = $("messages").querySelector(`[data-id="${message.message_id}"]`);
  if (message.deleted) {
    old?.classList.add("going");
    setTimeout(() => old?.remove(), 220);
  } else if (!old) {
    append(message);
  } else {
    const node = draw(message);
    node.classList.toggle("follows", old.classList.contains("follows"));
    old.replaceWith(node);
    if (before && before.text !== message.text) flash(node);
  }
  if (stuck || !message.from.bot) toEnd("smooth");
}

function flash(node) {
  node.classList.add("changed");
  setTimeout(() => node.classList.remove("changed"), 700);
}

/** A push pops up unless the person is looking at the end of this chat and has just acted. */
function arrived(message) {
  const here = message.chat_id === state.seat?.chat;
  if (here && state.typing) { clearTimeout(state.typing); state.typing = 0; drawBot(); }
  if (!here || !atEnd(260)) {
    state.unseen.set(message.chat_id, (state.unseen.get(message.chat_id) ?? 0) + 1);
    here ? drawDown() : drawPeople();
  }
  const looking = here && !document.hidden && Date.now() - state.actedAt < JUST_ACTED_MS;
  if (message.silent || looking) return;
  const seat = seats().find((s) => s.chat === message.chat_id);
  const name = here || !seat ? state.bot.first_name : `${state.bot.first_name} → ${seat.name}`;
  toasts.push(name, message, () => (here ? toEnd("smooth") : sit(seat)));
}

// scrolling

const scroll = $("scroll");
let heading = false; // for the end, by a smooth scroll that takes its time; a hand on the page ends it
function near(slack) { return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < slack; }
function atEnd(slack = NEAR_END) { return heading || near(slack); }
function toEnd(behavior) {
  heading = true;
  requestAnimationFrame(() => scroll.scrollTo({ top: scroll.scrollHeight, behavior }));
}
function drawDown() {
  const count = state.unseen.get(state.seat?.chat) ?? 0;
  $("down").hidden = atEnd();
  $("unseen").hidden = !count;
  $("unseen").textContent = String(count);
}
for (const hand of ["wheel", "touchstart", "pointerdown", "keydown"]) {
  scroll.addEventListener(hand, () => { heading = false; }, { passive: true });
}
scroll.addEventListener("scroll", () => {
  if (near(NEAR_END)) heading = false;
  if (atEnd()) state.unseen.delete(state.seat?.chat);
  drawDown();
}, { passive: true });
new ResizeObserver(() => { if (atEnd(160)) toEnd("auto"); }).observe(scroll);
$("messages").addEventListener("load", () => { if (atEnd(480)) toEnd("auto"); }, true);

// the header

$("down").addEventListener("click", () => toEnd("smooth"));
$("block").addEventListener("click", () => {
  const blocked = $("block").getAttribute("aria-pressed") === "true";
  attempt(call("block", { user: state.seat.user, blocked: !blocked }));
});
$("theme").addEventListener("click", () => {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
});
const tick = () => { $("clock").textContent = new Date().toLocaleTimeString("ko-KR", { hour: "numeric", minute: "2-digit", hour12: false }); };
tick();
setInterval(tick, 10_000);
composer.input.focus();
