// A Mini App over the chat, in a frame of its own origin. It may ask to be closed, and nothing else.

import { $ } from "./dom.js";

const frame = () => $("miniapp-frame");

/** Show the page at `url`, which bears the launch data, until it is closed. */
export function open(url, title) {
  $("miniapp-title").textContent = title;
  frame().src = url;
  $("miniapp").showModal();
}

$("miniapp").addEventListener("close", () => { frame().src = "about:blank"; });

addEventListener("message", (event) => {
  if (event.source !== frame().contentWindow) return;
  let said = {};
  try { said = JSON.parse(event.data); } catch { return; }
  if (said.eventType === "web_app_close") $("miniapp").close();
});
