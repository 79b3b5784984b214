// The sample page: a product with pages of its own, and a bench above it to try campaigns with. It
// talks to the Messenger as any product does, and to the sandbox for what the bench offers.
"use strict";

// Calls wait here until the Messenger has come.
window.Intercom ??= Object.assign((...call) => window.Intercom.q.push(call), { q: [] });

const at = (id) => document.getElementById(id);
const [campaign, search, people] = [at("campaign"), at("search"), at("people")];
const wide = matchMedia("(min-width: 1000px)");
let workspace;

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child != null));
  return element;
}

function log(text) {
  at("log").prepend(make("li", { textContent: text }));
}

async function ask(path, options) {
  const answer = await fetch(path, options);
  const document = await answer.json();
  if (!answer.ok) throw new Error(document.errors.map((error) => error.message).join("; "));
  return document;
}

/** Tells of what fails in the page's own log. */
const telling = (action) => async (event) => {
  event?.preventDefault?.();
  try {
    await action(event);
  } catch (error) {
    log(`Failed: ${error.message}`);
  }
};

// --- Person --------------------------------------------------------------------------------------

const KEPT = "sample.person";
const nameOf = (person) => person.name ?? person.email ?? person.external_id;

function become(person) {
  localStorage.setItem(KEPT, JSON.stringify(person));
  const known = Object.entries(person.custom_attributes).map(([name, value]) =>
    `${name}: ${/_at$/.test(name) && Number.isInteger(value) ? clock.wall(value).slice(0, 10) : value}`);
  at("person").replaceChildren(
    nameOf(person), make("small", {}, [person.email, person.role, ...known].filter(Boolean).join(" · ")));
  window.Intercom("shutdown");
  const who = person.external_id ? { user_id: person.external_id } : { email: person.email };
  window.Intercom("boot", { app_id: workspace.app_id, ...who });
  log(`You are ${nameOf(person)}`);
}

/** Whoever was chosen before is so still, unless this workspace has them no more. */
async function comeBack() {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return; // Another page's words are in its place.
  }
  const name = kept?.external_id ? "external_id" : "email";
  if (!kept?.[name]) return;
  const found = (await ask(`/sample/people?${new URLSearchParams({ text: kept[name] })}`)).people;
  const person = found.find((other) => other[name] === kept[name]);
  if (person) return become(person);
  localStorage.removeItem(KEPT);
  log(`${nameOf(kept)} is not in this workspace`);
}

/** The number of the search whose people are shown next: of several under way, the last one counts. */
let searches = 0;

async function find() {
  const number = ++searches;
  people.setAttribute("aria-busy", "true");
  try {
    await showFound(number);
  } finally {
    if (number === searches) people.setAttribute("aria-busy", "false");
  }
}

async function showFound(number) {
  const query = new URLSearchParams({ text: search.value.trim() });
  if (campaign.value) query.set("message", campaign.value);
  if (campaign.value) query.set("outside", String(document.querySelector("[value=outside]").checked));
  const found = (await ask(`/sample/people?${query}`)).people;
  if (number !== searches) return;
  people.replaceChildren(...found.map((person) => {
    const seen = campaign.value && person.was_shown ? "was shown it" : null;
    return make("li", {}, make("button", { type: "button", onclick: () => become(person) },
      nameOf(person), make("small", {}, [person.email, seen].filter(Boolean).join(" · "))));
  }));
  if (found.length === 0) people.append(make("li", { className: "none" }, "Nobody"));
}

// --- Page ----------------------------------------------------------------------------------------

function arrive() {
  const path = location.pathname;
  at("path").value = path + location.search;
  const words = path.split("/").filter(Boolean).map((word) => decodeURI(word).replaceAll("-", " "));
  const title = words.map((word) => word[0].toUpperCase() + word.slice(1)).join(" · ") || "Welcome";
  at("title").textContent = title;
  document.title = `${title} · Sandbox`;
  for (const link of document.querySelectorAll("nav a")) {
    const isHere = path.startsWith(`/${link.pathname.split("/")[1]}`);
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function go(path) {
  const url = new URL(path, location.origin);
  if (url.origin !== location.origin) return log("That is no path");
  history.pushState(null, "", url);
  arrive();
  log(`You are on ${url.pathname}`);
}

function track(name) {
  window.Intercom("trackEvent", name);
  log(`${name} happened`);
}

// --- Clock ---------------------------------------------------------------------------------------

const clock = {
  lead: 0,
  stands: null,
  read({ now, stands }) {
    this.stands = stands ? now : null;
    this.lead = now - Date.now() / 1000;
    this.show();
  },
  get now() {
    return this.stands ?? Date.now() / 1000 + this.lead;
  },
  /** The wall's year to minute there, as a field of a form has it. */
  wall(seconds) {
    const parts = new Intl.DateTimeFormat("en-CA", {
      timeZone: workspace.time_zone, hourCycle: "h23", year: "numeric", month: "2-digit",
      day: "2-digit", hour: "2-digit", minute: "2-digit",
    }).formatToParts(seconds * 1000);
    const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
    return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
  },
  /** The time at which the wall shows that; twice, for the first guess may lie beyond a change. */
  instant(wall) {
    const wanted = Date.parse(`${wall}Z`) / 1000;
    const step = (guess) => guess + wanted - Date.parse(`${this.wall(guess)}Z`) / 1000;
    return Math.floor(step(step(wanted)));
  },
  show() {
    const text = this.wall(this.now).replace("T", " ");
    const how = this.stands === null ? workspace.time_zone : `${workspace.time_zone}, standing still`;
    at("clock").replaceChildren(text, make("small", {}, how));
  },
  async set(now) {
    const headers = { "Content-Type": "application/json" };
    this.read(await ask("/sample/clock", { method: "PUT", headers, body: JSON.stringify({ now }) }));
    at("time").value = this.wall(this.now);
    tellWaits();
    log(`It is ${this.wall(this.now).replace("T", " ")}`);
    window.Intercom("update");
  },
};

// --- Campaign ------------------------------------------------------------------------------------

const chosen = () => workspace.messages.find((message) => message.id === campaign.value);
const titleOf = (message) => message.external_id?.split("/").at(-1) ?? message.name ?? message.id;

const TRIGGERS = {
  page_load: () => "when a page has loaded",
  delay: ({ seconds }) => `after ${seconds} s on a page`,
  event: ({ event }) => `when ${event} happens`,
};

/** What the chosen campaign waits for, each with a button that brings it about. */
function tellWaits() {
  const message = chosen();
  at("waits").replaceChildren();
  if (!message) return;
  const { display, schedule } = message;
  const button = (label, action) => make("button", { type: "button", onclick: telling(action) }, label);
  const rows = [["Format", message.format], ["Shows", TRIGGERS[display.trigger.type](display.trigger)]];
  if (display.trigger.type === "event") {
    rows[1].push(button("do it", () => track(display.trigger.event)));
  }
  for (const pattern of display.pages) {
    rows.push(["On", pattern, button("go there", () => go(pattern.replaceAll("*", "sales")))]);
  }
  const { starts_at: start, ends_at: end } = schedule;
  if (start !== null) {
    const row = ["From", clock.wall(start).replace("T", " ")];
    if (clock.now < start) row.push(button("wait for it", () => clock.set(start)));
    rows.push(row);
  }
  if (end !== null) rows.push(["Until", clock.wall(end).replace("T", " ") + (clock.now >= end ? ": over" : "")]);
  if (display.anchor) {
    rows.push(["At", display.anchor + (has(display.anchor) ? "" : ": this page has no such element")]);
  }
  at("waits").append(...rows.flatMap(([name, ...value]) => [
    make("dt", {}, name), make("dd", {}, ...value)]));
}

function has(selector) {
  try {
    return document.querySelector(selector) !== null;
  } catch {
    return false; // It is no selector.
  }
}

function offer() {
  campaign.append(...workspace.messages.map((message) =>
    make("option", { value: message.id }, `${titleOf(message)} (${message.format})`)));
  const triggers = workspace.messages.flatMap(({ display, goal }) => [display.trigger.event, goal?.event]);
  const names = [...document.querySelectorAll("[data-event]")].map((element) => element.dataset.event);
  at("events").append(...[...new Set([...triggers, ...names])].filter(Boolean).sort().map((name) =>
    make("button", { type: "button", onclick: () => track(name) }, name)));
  const links = [...document.querySelectorAll("nav a")].map((link) => link.pathname);
  const patterns = workspace.messages.flatMap(({ display }) => display.pages)
    .filter((pattern) => pattern.startsWith("/")).map((pattern) => pattern.replaceAll("*", "sales"));
  at("paths").append(...[...new Set([...links, ...patterns])].sort().map((value) => make("option", { value })));
}

// --- Start ---------------------------------------------------------------------------------------

/** Beside the product where there is room for it; above it, it is opened by hand. */
function showBench() {
  at("bench").parentElement.open = wide.matches;
  at("bench").tabIndex = wide.matches ? -1 : 0;
}

function listen() {
  wide.addEventListener("change", showBench);
  search.addEventListener("input", telling(find));
  at("among").addEventListener("change", telling(find));
  campaign.addEventListener("change", telling(() => {
    at("among").hidden = !campaign.value;
    tellWaits();
    return find();
  }));
  at("go").addEventListener("submit", telling(() => go(at("path").value.trim() || "/")));
  at("track").addEventListener("submit", telling(() => {
    if (at("event").value.trim()) track(at("event").value.trim());
    at("event").value = "";
  }));
  at("set").addEventListener("submit", telling(() => clock.set(clock.instant(at("time").value))));
  at("now").addEventListener("click", telling(() => clock.set(null)));
  document.querySelector(".product").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go(link.pathname);
    }
    const name = event.target.closest("[data-event]")?.dataset.event;
    if (name) track(name);
  });
  addEventListener("popstate", arrive);
}

telling(async () => {
  if (location.pathname === "/") history.replaceState(null, "", "/home");
  arrive();
  showBench();
  workspace = await ask("/sample/workspace");
  clock.read(workspace.clock);
  at("time").value = clock.wall(clock.now);
  setInterval(() => clock.show(), 1000);
  offer();
  listen();
  await comeBack();
  await find();
})();
