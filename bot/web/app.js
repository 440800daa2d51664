// A Mini App's frame. It shows Telegram's launch data to the server, then the pages that come back.
// Nothing is stored, nothing comes from elsewhere.

const fragment = new URLSearchParams(location.hash.slice(1));
const COLOURS = {
  bg_color: "--bg", text_color: "--text", button_color: "--button", button_text_color: "--on-button",
  secondary_bg_color: "--field",
};
const { trouble, outside } = document.querySelector("main").dataset;
const CLOSING_MS = 1500;
const LONGEST = 8;
let pressed = [];

/** Say something to the Telegram app around this page, whichever way it listens. */
function tell(eventType) {
  const message = JSON.stringify({ eventType, eventData: {} });
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(eventType, "{}");
  else if (window.external && "notify" in window.external) window.external.notify(message);
  else if (window.parent !== window) window.parent.postMessage(message, "*");
}

/** Wear the colours of the user's Telegram. */
function dress() {
  let theme = {};
  try { theme = JSON.parse(fragment.get("tgWebAppThemeParams") ?? "{}"); } catch { /* then the system's colours */ }
  const root = document.documentElement.style;
  for (const [name, variable] of Object.entries(COLOURS)) {
    if (/^#[0-9a-f]{6}$/i.test(theme[name])) root.setProperty(variable, theme[name]);
  }
  if (/^#[0-9a-f]{6}$/i.test(theme.bg_color)) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(theme.bg_color.slice(at, at + 2), 16));
    root.colorScheme = 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
  }
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main");
  if (!main) throw new Error("not a page of ours");
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.querySelector("main").replaceWith(main);
  pressed = [];
  window.scrollTo(0, 0);
  if ("done" in main.dataset) setTimeout(() => tell("web_app_close"), CLOSING_MS);
}

async function send(address, fields) {
  const answer = await fetch(address, {
    method: "POST", body: fields, credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
  });
  show(await answer.text());
}

/** What went wrong on the way, above what was entered. */
function complain(text) {
  const notice = document.createElement("p");
  notice.className = "wrong";
  notice.setAttribute("role", "alert");
  notice.textContent = text;
  document.querySelector("main .wrong")?.remove();
  document.querySelector("main h1").after(notice);
}

function press(button) {
  if ("back" in button.dataset) pressed.pop();
  else if (pressed.length < LONGEST) pressed.push(button.dataset.key);
  document.querySelector(".dots").textContent = "●".repeat(pressed.length) || "○";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-key], [data-back]");
  if (button) press(button);
});

document.addEventListener("keydown", (event) => {
  if (!document.querySelector(".keys") || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = event.key === "Backspace"
    ? document.querySelector("[data-back]")
    : [...document.querySelectorAll("[data-key]")].find((button) => button.textContent === event.key);
  if (found) press(found);
});

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const buttons = form.querySelectorAll("button");
  if (form.elements.keys) form.elements.keys.value = pressed.join(",");
  const fields = new URLSearchParams(new FormData(form));
  for (const button of buttons) button.disabled = true;
  try {
    await send(form.getAttribute("action"), fields);
  } catch {
    for (const button of buttons) button.disabled = false;
    complain(trouble);
  }
});

dress();
tell("web_app_ready");
tell("web_app_expand");
const launch = fragment.get("tgWebAppData");
if (launch) send(location.pathname, new URLSearchParams({ launch })).catch(() => complain(trouble));
else complain(outside);
