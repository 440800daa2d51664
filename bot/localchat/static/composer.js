// The input, the command menu above it and the reply keyboard below it.

import { $, make, safeUrl } from "./dom.js";
import { Inline } from "./inline.js";

export class Composer {
  /** `say(text)` sends what was written; `seat()` tells who sits here and in which chat. */
  constructor(say, seat) {
    this.say = say;
    this.inline = new Inline(seat, (entries) => this.list(entries, 0), () => this.empty());
    this.commands = [];
    this.app = null;
    this.shown = [];
    this.chosen = -1;
    this.input = $("input");
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    $("composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    $("commands").addEventListener("click", () => this.toggle());
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("#menu, #composer")) this.close();
    });
  }

  offer(commands, button) {
    this.commands = commands;
    this.app = button.type === "web_app" ? safeUrl(button.web_app?.url) : null;
    $("commands").hidden = !commands.length && !this.app;
    $("commands").querySelector("span").textContent = this.app ? button.text : "메뉴";
    this.close();
  }

  keyboard(markup) {
    const rows = (markup?.keyboard ?? []).map((row) => make("div", { class: "row" },
      ...row.map((key) => make("button", { class: "key", type: "button", onclick: () => this.say(key.text) }, key.text))));
    $("keyboard").replaceChildren(...rows);
    $("keyboard").hidden = !rows.length;
    this.input.placeholder = markup?.input_field_placeholder ?? "메시지";
  }

  typed() {
    const text = this.input.value;
    $("send").disabled = !text.trim();
    $("commands").classList.toggle("narrow", text !== "");
    this.grow();
    if (this.inline.takes(text)) this.close();
    else if (/^\/\w*$/.test(text)) this.open(text.slice(1).toLowerCase());
    else this.close();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 132)}px`;
  }

  send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.empty();
    this.say(text);
  }

  empty() {
    this.input.value = "";
    this.typed();
    this.close();
    this.input.focus();
  }

  key(event) {
    if (event.isComposing) return;
    const open = !$("menu").hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (open && event.key === "Escape") {
      this.close();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (open && this.chosen >= 0) this.shown[this.chosen].pick();
      else this.send();
    }
  }

  toggle() {
    if (this.app) window.open(this.app, "_blank", "noopener");
    else if ($("menu").hidden) { this.open(""); this.input.focus(); } else this.close();
  }

  open(prefix) {
    const fitting = this.commands.filter(({ command }) => command.startsWith(prefix));
    this.list(fitting.map(({ command, description }) => ({
      label: description, hint: `/${command}`, pick: () => { this.empty(); this.say(`/${command}`); },
    })), prefix ? 0 : -1);
  }

  /** Show entries (label, hint, pick) above the input. */
  list(entries, chosen) {
    this.shown = entries;
    $("menu").replaceChildren(...entries.map((entry, at) =>
      make("li", { role: "option", id: `option-${at}`, "aria-selected": "false", onclick: () => entry.pick() },
        make("span", {}, entry.label), make("code", {}, entry.hint))));
    $("menu").hidden = !entries.length;
    $("commands").setAttribute("aria-expanded", String(entries.length > 0));
    this.choose(chosen);
  }

  close() {
    $("menu").hidden = true;
    $("commands").setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.chosen = -1;
  }

  choose(at) {
    const count = this.shown.length;
    this.chosen = at < 0 && at !== -1 ? count - 1 : at >= count ? 0 : at;
    [...$("menu").children].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.chosen)));
    const option = $("menu").children[this.chosen];
    if (option) {
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }
  }
}
