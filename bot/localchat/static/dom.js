// Small helpers. Text always enters the page as text, never as markup.

export const $ = (id) => document.getElementById(id);

/** Make an element: make("a", {class: "key", href: url}, "text", child, …). */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
}

/** Call the control API; refusals become an Error that bears the server's words. */
export async function call(action, body) {
  const response = await fetch(`/_chat/${action}`, {
    method: body ? "POST" : "GET",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

const clock = new Intl.DateTimeFormat("ko-KR", { hour: "numeric", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat("ko-KR", { month: "long", day: "numeric", weekday: "short" });
export const timeOf = (seconds) => clock.format(new Date(seconds * 1000));
export const dayOf = (seconds) => calendar.format(new Date(seconds * 1000));

/** Only web addresses become links. */
export const safeUrl = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);
