// The Messenger: shows a person the messages that are for them now, and tells what came of each.
//
// A page installs it as it installs Intercom's: `window.intercomSettings` says who somebody is, and
// `Intercom("boot" | "update" | "trackEvent" | …)` may be called before this file is there; calls wait
// in `Intercom.q`. It asks where it came from, or `api_base`.
//
// Whatever a message says is text: nothing here reads it as markup, and what is no address of the web
// or of mail is no link.
(() => {
  "use strict";

  const stub = window.Intercom;
  if (stub?.isMessenger) return;
  const home = new URL(document.currentScript?.src ?? location.href, location.href).origin;

  /** What settings say of the Messenger and of who somebody is; all else is what is known of them. */
  const OWN_SETTINGS = new Set([
    "app_id", "api_base", "id", "user_id", "email", "user_hash", "intercom_user_jwt", "alignment",
    "horizontal_padding", "vertical_padding", "hide_default_launcher", "custom_launcher_selector",
    "session_duration", "action_color", "background_color", "theme_mode", "z_index", "disabled",
  ]);
  const phone = matchMedia("(max-width: 480px)");
  const warn = (text) => console.warn(`Messenger: ${text}`);

  /** What is not answered yet is kept for as long as the tab lives, so that the next page goes on. */
  const memory = {
    read(name) {
      try {
        return JSON.parse(sessionStorage.getItem(`messenger.${name}`));
      } catch {
        return null; // A page may have no storage, or another's words in it.
      }
    },
    write(name, value) {
      try {
        sessionStorage.setItem(`messenger.${name}`, JSON.stringify(value));
      } catch {
        // Then what is unanswered when the page is left is lost.
      }
    },
  };

  /** What a page says, as JSON has it from now on. What has no words there is told and left out. */
  function written(values, kind) {
    const known = {};
    for (const name of Object.keys(values ?? {})) {
      try {
        const text = JSON.stringify(values[name]);
        known[name] = text === undefined ? undefined : JSON.parse(text);
      } catch (error) {
        warn(`${kind} ${name} is left out, since JSON cannot write it: ${error?.message ?? error}`);
      }
    }
    return known;
  }

  /** Browsers let no page be outlived by more than 64 KiB; a letter is three bytes at most. */
  const LASTING = 20000;

  function post(address, body, keepalive) {
    const text = JSON.stringify(body);
    return fetch(address, {
      method: "POST", body: text, keepalive: keepalive && text.length <= LASTING,
      credentials: "omit", headers: { "Content-Type": "application/json" },
      referrerPolicy: "no-referrer",
    });
  }

  /** Whether the same may be answered otherwise later. */
  const isForLater = ({ status }) => status >= 500 || status === 429 || status === 408;

  /** What people did. Each is told until it is answered: it counts once, however often. */
  const outbox = {
    entries: memory.read("outbox") ?? [],
    sending: new Set(),
    add(receipt, action, body = {}) {
      const path = `/messenger/receipts/${encodeURIComponent(receipt)}/${action}`;
      this.entries.push({ address: session.base + path, body });
      this.flush();
    },
    flush() {
      memory.write("outbox", this.entries);
      for (const entry of this.entries) if (!this.sending.has(entry)) this.send(entry);
    },
    async send(entry) {
      this.sending.add(entry);
      try {
        const answer = await post(entry.address, entry.body, true);
        if (!isForLater(answer)) {
          if (!answer.ok) warn(`${entry.address} was refused with ${answer.status}`);
          this.entries = this.entries.filter((other) => other !== entry);
          memory.write("outbox", this.entries);
        }
      } catch {
        // Nobody answers: the next ping's answer, the next page or connection takes it along.
      } finally {
        this.sending.delete(entry);
      }
    },
  };

  /** Somebody on this page, from boot to shutdown. */
  class Session {
    events = [];
    isDue = false;
    isAsking = false;
    failures = 0;
    timer = 0;
    /** By how many seconds the server's clock is ahead of ours; null before its first answer. */
    lead = null;
    told = "{}";
    refused = new Set();
    /** Whether nobody knows the person or the workspace: then it waits for the page's next word. */
    isTurnedAway = false;

    constructor(settings) {
      this.settings = settings;
      const open = memory.read("open");
      // The page before was left without its answer. What that showed counts as shown, and is answered
      // again to whoever asks in the same view.
      const isSame = open && open.person === this.key;
      this.begin(isSame ? open.view : undefined);
      if (isSame) this.events = open.events;
    }

    get base() {
      return String(this.settings.api_base ?? home).replace(/\/$/, "");
    }

    get person() {
      const named = ["id", "user_id", "email"].filter((name) => this.settings[name]);
      return Object.fromEntries(named.map((name) => [name, this.settings[name]]));
    }

    get key() {
      return JSON.stringify([this.base, this.person]);
    }

    get isNamed() {
      return Object.keys(this.person).length > 0;
    }

    /** One view of a page: what it is answered counts one impression, however often it asks. */
    begin(id = randomID()) {
      this.view = { id, address: location.href, since: performance.now() };
    }

    /** Another address is another view. */
    move() {
      if (location.href === this.view.address) return;
      this.begin(this.isAsking ? this.view.id : undefined);
      this.ask();
    }

    track(name, metadata) {
      if (this.isTurnedAway || !this.isNamed) return;
      const isObject = Object(metadata) === metadata && !Array.isArray(metadata);
      const kind = `of the event ${String(name)},`;
      this.events.push({
        name: String(name), at: Date.now() / 1000,
        metadata: isObject ? written(metadata, kind) : written({ metadata }, kind).metadata,
      });
      this.keep();
      // What is under way goes on with it, unless it is turned away.
      if (!this.isAsking) this.ask();
    }

    /** For the next page, should this one be left before there is an answer. */
    keep() {
      memory.write("open", { person: this.key, view: this.view.id, events: this.events });
    }

    /** What has happened is told also by a page that is being left, which waits for no answer. */
    leave() {
      if (this.lead === null || this.events.length === 0) return;
      for (const event of this.events) {
        post(`${this.base}/messenger/ping`, this.question(event), true).catch(() => {});
      }
      this.keep();
    }

    question(event) {
      const { id, address, since } = this.view;
      // The time there, once and for all: then the event is the same one in every repetition.
      if (event) event.created_at ??= Math.floor(event.at + this.lead);
      return {
        ...this.person, app_id: this.settings.app_id ?? null, url: address, page_view: id,
        seconds_on_page: Math.floor((performance.now() - since) / 1000),
        event: event && { ...event, at: undefined },
      };
    }

    ask() {
      clearTimeout(this.timer);
      this.isTurnedAway = false;
      this.isDue = true;
      this.run();
    }

    async run() {
      if (this.isAsking || !this.isNamed) return;
      this.isAsking = true;
      try {
        // A page that nobody looks at shows nobody anything.
        while (this === session && this.isDue && !document.hidden) {
          this.isDue = false;
          await this.ping();
        }
      } finally {
        this.isAsking = false;
      }
    }

    async ping() {
      const { view, attributes } = this;
      // The first answer tells what time it is there.
      const event = this.lead === null ? undefined : this.events[0];
      const body = this.question(event);
      this.keep();
      const text = JSON.stringify(attributes);
      if (text !== this.told) body.attributes = attributes;
      let answer, document;
      try {
        answer = await post(`${this.base}/messenger/ping`, body, event !== undefined);
        document = await answer.json();
      } catch {
        // Nobody answers, or in no words of ours.
        if (!answer || answer.ok) return this.retry();
      }
      if (this !== session) return;
      if (isForLater(answer)) return this.retry();
      this.failures = 0;
      if (!answer.ok) {
        return this.giveUp(answer.status, document?.errors ?? [], body.attributes, event);
      }
      this.told = text;
      this.lead = document.now - Date.now() / 1000;
      this.events = this.events.filter((other) => other !== event);
      if (view === this.view) {
        items.present(document.messages, view);
        if (document.next_ping_after !== null) this.askIn(document.next_ping_after);
      } else {
        this.isDue = true;
      }
      if (this.events.length > 0) this.isDue = true;
      if (!this.isDue) memory.write("open", null);
      outbox.flush();
    }

    get attributes() {
      const known = Object.entries(this.settings).filter(
        ([name]) => !OWN_SETTINGS.has(name) && !this.refused.has(name));
      return Object.fromEntries(known);
    }

    /**
     * What is refused is not said again, and all else is asked anew. What is not refused for one thing
     * that was said is refused for who says it: that ends it, until the page has something new.
     */
    giveUp(status, errors, attributes, event) {
      const fields = errors.map((error) => error.field ?? "");
      const isOf = (part) =>
        status === 413 || fields.some((field) => field === part || field.startsWith(`${part}.`));
      const names = Object.keys(attributes ?? {})
        .filter((name) => fields.includes(`attributes.${name}`));
      if (names.length > 0) {
        for (const name of names) this.refused.add(name);
        warn(`the workspace takes no ${names.join(", ")} from a page`);
        this.isDue = true;
        return;
      }
      warn(errors.map((error) => error.message).join("; ") || `it was refused with ${status}`);
      if (attributes && isOf("attributes")) {
        this.told = JSON.stringify(attributes);
        this.isDue = true;
      } else if (event && isOf("event")) {
        this.events = this.events.filter((other) => other !== event);
        this.isDue = true;
      } else {
        clearTimeout(this.timer);
        this.isTurnedAway = true;
        this.events = [];
        memory.write("open", null);
      }
    }

    retry() {
      this.askIn(Math.min(60, 2 ** this.failures));
      this.failures += 1;
    }

    askIn(seconds) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), seconds * 1000);
    }
  }

  const randomID = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, "0")).join("");

  let session = null;

  // --- Elements ----------------------------------------------------------------------------------

  /** An element of attributes and children; a text is always a text. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else if (value === true) element.setAttribute(key, "");
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  }

  /** An address that may be followed; null for any other text. */
  function safe(text, schemes) {
    try {
      const url = new URL(text, location.href);
      return schemes.includes(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  /** A link in the looks of a button. Away from this site it opens beside it. */
  function link(label, text, onFollow) {
    const url = safe(text, ["http:", "https:", "mailto:"]);
    if (!url) return make("span", { class: "action", dir: "auto" }, label);
    const away = url.protocol !== "mailto:" && url.origin !== location.origin;
    return make("a", {
      class: "action", dir: "auto", href: url.href, rel: "noopener noreferrer", target: away ? "_blank" : null,
      click: onFollow, auxclick: (event) => event.button === 1 && onFollow(),
    }, label);
  }

  function closing(label, close) {
    return make("button", { type: "button", class: "close", "aria-label": label, click: close }, "×");
  }

  function sender(item) {
    const name = item.message.from?.name || "The team";
    const initials = name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? "").join("");
    return make("div", { class: "sender" },
      make("span", { class: "avatar", "aria-hidden": "true" }, initials.toUpperCase()),
      make("span", { class: "name", dir: "auto", id: `${item.id}-name` }, name));
  }

  const said = (text, own) =>
    make("p", { class: own ? "said own" : "said", dir: own ? null : "auto" },
      own ? make("span", { class: "unseen" }, "You: ") : null, text);

  // --- Messages ----------------------------------------------------------------------------------

  /** A message on this page: its receipt, its element, and what the person has done with it. */
  class Item {
    isRead = false;
    /** Whether the person has taken part: then it stays, wherever they go. */
    isBegun = false;

    constructor(message) {
      this.message = message;
      this.id = `m${message.receipt_id}`;
      this.element = FORMATS[message.format](this);
      this.element.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || panel.isOpen) return;
        event.stopPropagation();
        this.dismiss();
      });
    }

    get isConversation() {
      return this.message.format === "chat" || this.message.format === "bot";
    }

    tell(action, body) {
      outbox.add(this.message.receipt_id, action, body);
    }

    /** A click has done what an announcement is for; a notice stays until it is closed. */
    follow() {
      this.tell("click");
      if (this.message.display.frequency !== "show_once") return;
      if (!this.isConversation) return items.remove(this);
      this.isRead = true;
      panel.update();
    }

    dismiss() {
      this.tell("dismiss");
      items.remove(this);
    }
  }

  const FORMATS = {
    chat(item) {
      const { body, cta } = item.message;
      const talk = make("div", { class: "talk" }, said(body));
      const words = make("textarea", {
        rows: 2, maxlength: 10000, "aria-label": "Your reply", placeholder: "Write a reply…",
        keydown(event) {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          form.requestSubmit();
        },
      });
      const form = make("form", {
        submit(event) {
          event.preventDefault();
          const text = words.value.trim();
          if (!text) return;
          item.isBegun = item.isRead = true;
          item.tell("reply", { body: text });
          talk.append(said(text, true));
          words.value = "";
          panel.announce("Your reply was sent");
        },
      }, words, make("button", { class: "send" }, "Send"));
      const reply = make("button", {
        type: "button", class: "quiet reply", click() { panel.open(words); },
      }, "Reply");
      return card(item, talk,
        make("div", { class: "actions" },
          cta ? link(cta.label, cta.url, () => item.follow()) : null, reply), form);
    },

    bot(item) {
      const { bot, cta } = item.message;
      const steps = new Map(bot.steps.map((step) => [step.id, step]));
      const talk = make("div", { class: "talk", role: "log", "aria-labelledby": `${item.id}-name` });
      const buttons = make("div", { class: "actions replies" });
      const choose = (step, position, reply) => {
        item.isBegun = item.isRead = true;
        item.tell("reply", { step: step.id, reply: position });
        if (reply.url !== undefined) {
          item.tell("click");
          return item.tell("complete");
        }
        talk.append(said(reply.label, true));
        if (reply.next !== undefined) return say(steps.get(reply.next), true);
        item.tell("complete");
        const note = make("p", { class: "note", tabindex: -1 }, "That is all for now.");
        buttons.replaceChildren(note);
        note.focus();
      };
      const say = (step, isAnswer) => {
        if (!step) return;
        talk.append(said(step.say));
        buttons.replaceChildren(...step.replies.map((reply, position) => {
          const press = () => choose(step, position, reply);
          return reply.url === undefined
            ? make("button", {
              type: "button", class: "action", dir: "auto", click: press,
            }, reply.label)
            : link(reply.label, reply.url, press);
        }));
        if (isAnswer) buttons.querySelector("button, a")?.focus();
      };
      say(steps.get(bot.start), false);
      return card(item, talk, buttons,
        cta ? make("div", { class: "actions" }, link(cta.label, cta.url, () => item.follow())) : null);
    },

    post(item) {
      const { title, body, image_url, cta } = item.message;
      const image = image_url && safe(image_url, ["http:", "https:"]);
      return make("article", {
        class: "post card", "aria-labelledby": `${item.id}-${title ? "title" : "name"}`,
      },
      image ? make("img", {
        src: image.href, alt: "", referrerpolicy: "no-referrer",
        error(event) { event.target.remove(); },
      }) : null,
      make("div", { class: "text" }, sender(item),
        title ? make("h2", { id: `${item.id}-title`, dir: "auto" }, title) : null,
        make("p", { dir: "auto" }, body),
        cta ? make("div", { class: "actions" }, link(cta.label, cta.url, () => item.follow())) : null),
      closing("Close announcement", () => item.dismiss()));
    },

    tooltip(item) {
      const { body, cta } = item.message;
      return make("article", { class: "tooltip card", "aria-label": "Tip", hidden: true },
        make("span", { class: "arrow" }), make("p", { dir: "auto" }, body),
        cta ? make("div", { class: "actions" }, link(cta.label, cta.url, () => item.follow())) : null,
        closing("Close tip", () => item.dismiss()));
    },
  };

  function card(item, ...parts) {
    return make("article", { class: "chat card", "aria-labelledby": `${item.id}-name` },
      sender(item), ...parts, closing("Close message", () => item.dismiss()));
  }

  const items = {
    all: new Map(),
    /** What was taken away in this view; its answers bring it again. */
    gone: new Set(),
    view: null,

    present(messages, view) {
      if (view !== this.view) {
        // What the new page's answer does not have was for the one before.
        const kept = new Set(messages.map((message) => message.receipt_id));
        for (const [id, item] of this.all) if (!kept.has(id) && !item.isBegun) this.drop(item);
        this.gone.clear();
        this.view = view;
      }
      const fresh = messages.filter(
        ({ receipt_id: id, format }) => !this.all.has(id) && !this.gone.has(id) && FORMATS[format]);
      for (const message of fresh) this.add(new Item(message));
      if (fresh.length > 0) panel.announce(fresh.map(summary).join(" "));
      panel.update();
    },

    add(item) {
      this.all.set(item.message.receipt_id, item);
      if (item.message.format !== "tooltip") panel.sizes.observe(item.element);
      if (item.isConversation) panel.list.append(item.element);
      else if (item.message.format === "post") panel.posts.append(item.element);
      else tips.add(item);
    },

    drop(item) {
      this.all.delete(item.message.receipt_id);
      tips.remove(item);
      panel.sizes.unobserve(item.element);
      item.element.remove();
    },

    /** For good. Whoever was in it with the keyboard goes on where they came from. */
    remove(item) {
      const held = item.element.contains(panel.root.activeElement);
      this.gone.add(item.message.receipt_id);
      this.drop(item);
      panel.update();
      if (held) panel.giveFocusBack();
    },

    clear() {
      for (const item of this.all.values()) this.drop(item);
      this.gone.clear();
      this.view = null;
      panel.update();
    },

    get conversations() {
      return [...this.all.values()].filter((item) => item.isConversation);
    },
  };

  function summary({ format, from, title, body, bot }) {
    const text = body ?? bot.steps.find((step) => step.id === bot.start)?.say ?? "";
    const kind = { chat: "Message", bot: "Message", post: "Announcement", tooltip: "Tip" }[format];
    return `${kind} from ${from?.name || "the team"}: ${title ? `${title}. ` : ""}${text}`;
  }

  // --- Tooltips ----------------------------------------------------------------------------------

  /** Tips beside their elements: wherever those are, as soon as and as long as they are seen. */
  const tips = {
    all: new Map(),
    frame: 0,
    start() {
      const look = () => this.look();
      for (const name of ["scroll", "resize", "transitionend", "load"]) {
        addEventListener(name, look, { capture: true, passive: true });
      }
      this.changes = new MutationObserver(look);
      this.sizes = new ResizeObserver(look);
      this.sights = new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) {
          for (const tip of this.all.values()) if (tip.anchor === target) tip.isSeen = isIntersecting;
        }
        look();
      });
    },
    add(item) {
      this.all.set(item, { anchor: null, isSeen: false });
      panel.tips.append(item.element);
      this.changes.observe(document.documentElement,
        { childList: true, subtree: true, attributes: true });
      this.look();
    },
    remove(item) {
      const tip = this.all.get(item);
      if (!tip) return;
      this.watch(tip, null);
      this.all.delete(item);
      if (this.all.size === 0) this.changes.disconnect();
      this.look();
    },
    look() {
      if (this.frame || this.all.size === 0) return;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.place();
      });
    },
    watch(tip, anchor) {
      if (tip.anchor === anchor) return;
      const old = tip.anchor;
      tip.anchor = anchor;
      tip.isSeen = false;
      if (old && ![...this.all.values()].some((other) => other.anchor === old)) {
        this.sizes.unobserve(old);
        this.sights.unobserve(old);
      }
      if (!anchor) return;
      this.sizes.observe(anchor);
      // Anew, so that what is seen already is told.
      this.sights.unobserve(anchor);
      this.sights.observe(anchor);
    },
    place() {
      // Nothing points at what a card of ours hides, nor lies upon one.
      const shown = panel.cards;
      for (const [item, tip] of this.all) {
        const { element } = item;
        this.watch(tip, anchorOf(item));
        element.hidden = tip.anchor === null || !tip.isSeen;
        if (!element.hidden) {
          beside(tip.anchor, element, item.message.display.placement ?? "bottom");
          // It waits for its turn where another one lies.
          element.hidden = shown.some(
            (other) => overlap(other, element) || covers(other, tip.anchor));
        }
        if (!element.hidden) shown.push(element);
        else if (element.contains(panel.root.activeElement)) panel.giveFocusBack();
      }
    },
  };

  function anchorOf(item) {
    try {
      const found = [...document.querySelectorAll(item.message.display.anchor)];
      return found.find((element) => element.checkVisibility({ visibilityProperty: true })) ?? null;
    } catch {
      return null; // It is no selector.
    }
  }

  function overlap(one, other) {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  /** Whether an element lies over another one's middle. */
  function covers(over, under) {
    const [a, b] = [over.getBoundingClientRect(), under.getBoundingClientRect()];
    const [x, y] = [(b.left + b.right) / 2, (b.top + b.bottom) / 2];
    return a.left < x && x < a.right && a.top < y && y < a.bottom;
  }

  const OPPOSITE = { top: "bottom", right: "left", bottom: "top", left: "right" };

  /** Puts a tip at the wanted side of an element, or else where there is room for it. */
  function beside(anchor, tip, wanted) {
    const [gap, edge] = [12, 8];
    const [width, height] = [document.documentElement.clientWidth, innerHeight];
    const at = anchor.getBoundingClientRect();
    const { offsetWidth: w, offsetHeight: h } = tip;
    const room = {
      top: at.top - h, bottom: height - at.bottom - h, left: at.left - w, right: width - at.right - w,
    };
    const sides = [wanted, OPPOSITE[wanted], "bottom", "top", "right", "left"];
    const side = sides.find((side) => room[side] >= gap + edge)
      ?? sides.slice(2, 4).sort((a, b) => room[b] - room[a])[0];
    const isUpright = side === "top" || side === "bottom";
    const clamp = (value, size, whole) => Math.max(edge, Math.min(value, whole - size - edge));
    const left = isUpright ? clamp(at.left + at.width / 2 - w / 2, w, width)
      : side === "left" ? at.left - w - gap : at.right + gap;
    const top = isUpright ? (side === "top" ? at.top - h - gap : at.bottom + gap)
      : clamp(at.top + at.height / 2 - h / 2, h, height);
    const middle = isUpright ? at.left + at.width / 2 - left : at.top + at.height / 2 - top;
    const along = Math.max(16, Math.min(middle, (isUpright ? w : h) - 16));
    tip.dataset.side = side;
    tip.style.left = `${Math.round(left)}px`;
    tip.style.top = `${Math.round(top)}px`;
    tip.style.setProperty("--along", `${Math.round(along)}px`);
  }

  // --- The Messenger's own place -----------------------------------------------------------------

  /** In pixels: between cards, above the first of them, and where the launcher is. */
  const [GAP, EDGE, LAUNCHER] = [12, 16, 88];

  const panel = {
    isMuted: false,
    unread: 0,
    cameFrom: null,

    build() {
      this.host = make("div", { id: "herald-messenger", role: "region", "aria-label": "Messenger" });
      this.root = this.host.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
      this.root.adoptedStyleSheets = [sheet];
      this.posts = make("div", { class: "posts" });
      this.tips = make("div", { class: "tips" });
      this.list = make("div", { class: "list" });
      this.floating = make("div", { class: "floating" }, this.list);
      this.empty = make("p", { class: "note" }, "There is nothing new for you here.");
      this.dialog = make("dialog", {
        class: "panel", "aria-label": "Messages",
        // However a browser closes it: what was told already is not told again.
        close: () => !this.isOpen && this.dialog.contains(this.list) && this.closed(),
        keydown: (event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          this.close();
        },
      }, make("div", { class: "top" }, make("h2", {}, "Messages"),
        make("button", {
          type: "button", class: "close", "aria-label": "Hide messages", click: () => this.close(),
        }, "×")), this.empty);
      this.launcher = make("button", {
        type: "button", class: "launcher", click: () => (this.isOpen ? this.close() : this.open()),
      }, make("span", { class: "bubble", "aria-hidden": "true" }),
      this.badge = make("span", { class: "badge", "aria-hidden": "true" }));
      this.status = make("div", { role: "status", class: "unseen" });
      this.frame = 0;
      const arrange = () => {
        this.frame ||= requestAnimationFrame(() => {
          this.frame = 0;
          this.arrange();
        });
      };
      this.sizes = new ResizeObserver(arrange);
      addEventListener("resize", arrange);
      this.root.addEventListener("animationend", () => tips.look());
      this.root.append(
        this.posts, this.tips, this.floating, this.dialog, this.launcher, this.status);
      this.root.addEventListener("focusin", ({ relatedTarget: from }) => {
        if (!from || !this.root.contains(from)) this.cameFrom = from;
      });
    },

    /** Puts it on the page; once more where the page has thrown it away. */
    mount() {
      if (!this.host.isConnected) document.body.append(this.host);
    },

    get isOpen() {
      return this.dialog.open;
    },

    /** What lies over the page, and under no tip. */
    get cards() {
      return [...this.posts.children, ...this.list.children, this.dialog]
        .filter((card) => card.checkVisibility());
    },

    /**
     * Gives chats the room that posts leave: as many float as fit whole, the newest first. Those that
     * do not wait behind the launcher, whose badge counts them.
     */
    arrange() {
      const post = this.posts.lastElementChild;
      const cards = this.isOpen ? [] : items.conversations.filter((item) => !item.isRead)
        .map((item) => item.element);
      for (const card of this.list.children) card.classList.remove("waiting");
      const bottom = post ? Math.min(post.offsetTop + post.offsetHeight, this.posts.offsetHeight) : 0;
      const side = this.isOpen ? this.dialog : cards.at(-1);
      const isBelow = Boolean(post && side)
        && side.getBoundingClientRect().left < post.getBoundingClientRect().right;
      const top = isBelow ? bottom : 0;
      this.host.style.setProperty("--taken", `${top}px`);
      let room = innerHeight - top - EDGE - LAUNCHER + GAP;
      for (const card of cards.toReversed()) {
        room -= card.offsetHeight + GAP;
        // Alone with the page, one that is too long can be scrolled.
        const isFirst = card === cards.at(-1);
        card.classList.toggle("waiting", room < 0 && !(isFirst && !isBelow));
      }
      if (cards.some((card) => card.matches(".waiting") && card.contains(this.root.activeElement))) {
        this.giveFocusBack();
      }
      tips.look();
    },

    open(target = null) {
      if (!session) return;
      if (!this.isOpen) {
        this.opener = this.root.activeElement ?? document.activeElement;
        for (const item of items.conversations) item.isRead = true;
        this.dialog.append(this.list);
        if (phone.matches) this.dialog.showModal();
        else this.dialog.show();
        this.update();
        call("onShow");
      }
      target?.focus();
    },

    close() {
      if (!this.isOpen) return;
      this.dialog.close();
      this.closed();
    },

    closed() {
      this.floating.append(this.list);
      this.update();
      const opener = this.opener?.checkVisibility() ? this.opener : this.launcher;
      if (session) opener.focus();
      call("onHide");
    },

    announce(text) {
      this.status.textContent = text;
    },

    giveFocusBack() {
      const place = this.isOpen ? this.dialog : this.root;
      const next = [...place.querySelectorAll(".card .close, .panel .close, .launcher")]
        .find((element) => element.checkVisibility());
      const target = !this.isOpen && this.cameFrom?.isConnected ? this.cameFrom : next;
      target?.focus();
    },

    update() {
      const conversations = items.conversations;
      if (this.isOpen) for (const item of conversations) item.isRead = true;
      for (const item of conversations) item.element.classList.toggle("read", item.isRead);
      const unread = conversations.filter((item) => !item.isRead).length;
      this.empty.hidden = conversations.length > 0;
      this.host.hidden = !session;
      this.host.classList.toggle("muted", this.isMuted);
      this.launcher.hidden = Boolean(session?.settings.hide_default_launcher);
      this.launcher.setAttribute("aria-expanded", this.isOpen);
      const many = unread === 1 ? "1 new message" : `${unread} new messages`;
      this.launcher.setAttribute("aria-label", unread ? `Messages, ${many}` : "Messages");
      this.badge.textContent = unread || "";
      if (unread !== this.unread) {
        this.unread = unread;
        call("onUnreadCountChange", unread);
      }
      this.arrange();
    },
  };

  // --- What a page calls -------------------------------------------------------------------------

  const listeners = { onShow: [], onHide: [], onUnreadCountChange: [] };
  const listen = (name) => (listener) => {
    if (typeof listener === "function") listeners[name].push(listener);
  };
  function call(name, ...values) {
    for (const listener of listeners[name]) {
      try {
        listener(...values);
      } catch (error) {
        console.error(error); // It is the page's own.
      }
    }
  }

  const COMMANDS = {
    boot(given = window.intercomSettings) {
      const settings = written(given, "the setting");
      const next = new Session(settings);
      if (session?.key === next.key) return COMMANDS.update(settings);
      COMMANDS.shutdown();
      session = next;
      panel.mount();
      panel.update();
      outbox.flush();
      session.ask();
    },
    update(given = window.intercomSettings) {
      if (!session) return;
      const key = session.key;
      Object.assign(session.settings, written(given, "the setting"));
      // Whoever signs in is somebody else.
      if (session.key !== key) {
        const merged = session.settings;
        COMMANDS.shutdown();
        return COMMANDS.boot(merged);
      }
      session.refused.clear();
      panel.mount();
      panel.update();
      session.move();
      session.ask();
    },
    shutdown() {
      if (!session) return;
      clearTimeout(session.timer);
      panel.close();
      session = null;
      items.clear();
      memory.write("open", null);
    },
    trackEvent: (name, metadata) => session?.track(name, metadata),
    show: () => panel.open(),
    showMessages: () => panel.open(),
    showSpace: () => panel.open(),
    /** Nobody is here to talk to but who wrote: the words are put to their newest message. */
    showNewMessage(text = "") {
      panel.open();
      const words = [...panel.list.querySelectorAll("textarea")].at(-1);
      if (!words) return;
      words.value = text;
      words.focus();
    },
    hide: () => panel.close(),
    hideNotifications(isMuted = true) {
      panel.isMuted = Boolean(isMuted);
      panel.update();
    },
    onShow: listen("onShow"),
    onHide: listen("onHide"),
    onUnreadCountChange(listener) {
      listen("onUnreadCountChange")(listener);
      if (typeof listener === "function") listener(panel.unread);
    },
    onUserEmailSupplied: () => {},
    getVisitorId: () => undefined,
    reattach_activator: () => {},
  };

  function Intercom(name, ...values) {
    if (!Object.hasOwn(COMMANDS, name)) return warn(`there is no ${name} here`);
    return COMMANDS[name](...values);
  }
  Intercom.isMessenger = true;
  Intercom.booted = true;

  // --- Start -------------------------------------------------------------------------------------

  function start() {
    panel.build();
    tips.start();
    const move = () => session?.move();
    for (const name of ["pushState", "replaceState"]) {
      const original = history[name];
      history[name] = function (...values) {
        const result = original.apply(this, values);
        queueMicrotask(move);
        return result;
      };
    }
    addEventListener("popstate", move);
    addEventListener("hashchange", move);
    addEventListener("online", () => outbox.flush());
    document.addEventListener("visibilitychange", () => session?.run());
    addEventListener("pagehide", () => session?.leave());
    addEventListener("pageshow", (event) => {
      if (!event.persisted || !session) return;
      session.begin();
      session.ask();
    });
    document.addEventListener("click", (event) => {
      const selector = session?.settings.custom_launcher_selector;
      if (selector && event.target.closest?.(selector)) panel.open();
    });
    window.Intercom = Intercom;
    const calls = [...(stub?.q ?? [])].map((values) => [...values]);
    if (window.intercomSettings && !calls.some(([name]) => name === "boot")) Intercom("boot");
    for (const values of calls) {
      try {
        Intercom(...values);
      } catch (error) {
        console.error(error); // The calls after it are others' calls.
      }
    }
  }

  /** What a message looks like, and where it is: the server puts `cards.css` and `messenger.css` here. */
  const STYLES = "STYLES";

  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
