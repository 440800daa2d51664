// Inline mode: words behind the bot's name ask the bot; its results stand where the command menu does.

import { call } from "./dom.js";

const PAUSE_MS = 200;

export class Inline {
  /** `seat()` tells who types where; `show(entries)` lists results; `done()` empties the input. */
  constructor(seat, show, done) {
    this.seat = seat;
    this.show = show;
    this.done = done;
    this.name = "";
    this.timer = 0;
    this.query = "";
  }

  /** Whether the text is for the bot; if so it is asked once the typing rests. */
  takes(text) {
    clearTimeout(this.timer);
    this.query = "";
    const name = `@${this.name} `;
    if (!this.name || !text.startsWith(name)) return false;
    this.timer = setTimeout(() => this.ask(text.slice(name.length)), PAUSE_MS);
    return true;
  }

  async ask(text) {
    const { user, chat } = this.seat();
    this.query = (await call("inline", { user, chat, text })).query_id;
    const { results } = await call(`inline?query_id=${this.query}`);
    if (results) this.arrived({ query_id: this.query, results });
  }

  arrived({ query_id, results }) {
    if (query_id !== this.query) return;
    this.show(results.map(({ id, title, description }) => ({
      label: title, hint: description, pick: () => this.choose(query_id, id),
    })));
  }

  async choose(query_id, result_id) {
    const { user, chat } = this.seat();
    this.done();
    await call("choose", { user, chat, query_id, result_id });
  }
}
