/** Attacks by a hostile page with their expected outcomes. Each runs in the page's main world. */

import type { Attack } from "./attack.ts";
import { formAttacks } from "./form-attacks.ts";
import { windowButtonAttacks, windowFormAttacks } from "./window-attacks.ts";

/** Before a button is pressed. */
const buttonAttacks: readonly Attack[] = [
  {
    name: "patches every prototype it can",
    outcome: "form",
    act() {
      let called = 0;
      const names =
        "Element HTMLElement HTMLIFrameElement Node Document DocumentFragment ShadowRoot EventTarget Event UIEvent MouseEvent MutationObserver IntersectionObserver ResizeObserver Promise Array Map Set WeakMap WeakRef Function String JSON Object History Navigation Crypto SubtleCrypto MessagePort CSSStyleDeclaration CSSStyleSheet DOMTokenList Range Selection AbortController URL";
      for (const name of names.split(" ")) {
        const made = (globalThis as unknown as Record<string, { prototype?: object }>)[name];
        for (const target of [made?.prototype, made]) {
          for (const key of target ? Object.getOwnPropertyNames(target) : []) {
            // Left alone, because the page and the driver in it would stop working.
            if (
              /^(constructor|prototype|call|apply|bind|then|toString|stringify|parse|push|get|set|has)$/.test(
                key,
              )
            )
              continue;
            const old = Object.getOwnPropertyDescriptor(target, key);
            if (!target || !old?.configurable || typeof old.value !== "function") continue;
            const real = old.value;
            Object.defineProperty(target, key, {
              ...old,
              value: function (this: unknown, ...args: unknown[]) {
                called++;
                if (typeof args[0] === "string" && /extension:/.test(args[0])) loot.push(args[0]);
                return new.target ? Reflect.construct(real, args) : Reflect.apply(real, this, args);
              },
            });
          }
        }
      }
      Object.defineProperty(Event.prototype, "isTrusted", { get: () => true });
      document.body.querySelector("article");
      return called > 0 && "isTrusted" in Event.prototype;
    },
  },
  {
    name: "makes up clicks, keys and menus on the button and the document",
    outcome: "form",
    act() {
      let heard = 0;
      const site = document.body.appendChild(document.createElement("button"));
      site.addEventListener("click", () => heard++);
      const targets = [...document.querySelectorAll("lapor-kominfo"), document, window, site];
      for (const target of targets) {
        for (const type of ["pointerdown", "mousedown", "mouseup", "click", "dblclick", "contextmenu"])
          target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, shiftKey: true }));
        for (const key of ["Enter", " ", "L"])
          target.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, altKey: true, shiftKey: true }),
          );
        if (target instanceof HTMLElement) target.click();
      }
      return heard >= 2 && targets.length > 3;
    },
  },
  {
    name: "lies about isTrusted on an event of its own",
    outcome: "form",
    act() {
      const event = new MouseEvent("click", { bubbles: true, composed: true });
      const lying = new Proxy(event, {
        get: (target, key) => (key === "isTrusted" ? true : Reflect.get(target, key)),
      });
      Object.defineProperty(Event.prototype, "isTrusted", { get: () => true, configurable: true });
      for (const host of document.querySelectorAll("lapor-kominfo")) host.dispatchEvent(event);
      return lying.isTrusted;
    },
  },
  {
    name: "lays itself over the buttons",
    outcome: "dead",
    act() {
      const cover = document.createElement("div");
      cover.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff1";
      document.body.append(cover);
      return document.elementFromPoint(200, 200) === cover;
    },
  },
  {
    name: "styles the buttons away, important",
    outcome: "form",
    act() {
      const style = document.createElement("style");
      style.textContent =
        "lapor-kominfo,.umpan{opacity:0!important;transform:scale(9)!important;visibility:hidden!important;display:none!important;position:fixed!important}";
      document.head.append(style);
      const bait = document.body.appendChild(document.createElement("p"));
      bait.className = "umpan";
      const host = document.querySelector("lapor-kominfo");
      const { opacity, transform, display } = getComputedStyle(host as Element);
      return (
        getComputedStyle(bait).display === "none" && [opacity, transform, display].join() === "1,none,block"
      );
    },
  },
  {
    name: "hides the buttons by their own style",
    outcome: "dead",
    act() {
      const hosts = [...document.querySelectorAll<HTMLElement>("lapor-kominfo")];
      for (const host of hosts) host.style.setProperty("pointer-events", "none", "important");
      return hosts.every((host) => getComputedStyle(host).pointerEvents === "none");
    },
  },
  {
    name: "removes the buttons",
    outcome: "form",
    act() {
      const hosts = [...document.querySelectorAll("lapor-kominfo")];
      for (const host of hosts) host.remove();
      return hosts.length > 0 && hosts.every((host) => !host.isConnected);
    },
  },
  {
    name: "clones the buttons and presses the copies",
    outcome: "form",
    act() {
      const copies = [...document.querySelectorAll("lapor-kominfo")].map(
        (host) => host.cloneNode(true) as HTMLElement,
      );
      for (const copy of copies)
        for (const name of ["data-subject", "data-state"]) copy.removeAttribute(name);
      document.body.prepend(...copies);
      for (const copy of copies) copy.click();
      return copies.length > 0 && copies.every((copy) => copy.isConnected);
    },
  },
  {
    name: "puts a root of its own into a copy, with a button that looks like ours",
    outcome: "form",
    act() {
      const copy = document.createElement("lapor-kominfo");
      copy.attachShadow({ mode: "open" }).append(document.createElement("button"));
      document.body.prepend(copy);
      copy.shadowRoot?.querySelector("button")?.click();
      return copy.shadowRoot?.childElementCount === 1;
    },
  },
  {
    name: "makes our elements its own, to be handed their closed roots",
    outcome: "form",
    async act() {
      const inner: ElementInternals[] = [];
      for (const name of [
        "lapor-kominfo",
        "lapor-kominfo-form",
        "lapor-kominfo-bar",
        "lapor-kominfo-progress",
      ]) {
        customElements.define(
          name,
          class extends HTMLElement {
            constructor() {
              super();
              inner.push(this.attachInternals());
            }
          },
        );
      }
      // The page controls the host element of a button on a newly added post from the start.
      const post = document.querySelector('[data-testid="cellInnerDiv"]');
      const copy = post?.cloneNode(true) as Element;
      for (const host of copy.querySelectorAll("lapor-kominfo")) host.remove();
      for (const link of copy.querySelectorAll<HTMLAnchorElement>('a[href*="/status/"]'))
        link.href = link.href.replace(/\d+$/, "1860000000000000777");
      post?.after(copy);
      const look = () => {
        for (const { shadowRoot } of inner)
          if (shadowRoot) loot.push("root", shadowRoot.querySelector("iframe")?.src, shadowRoot.innerHTML);
      };
      const timer = setInterval(() => (stopped ? clearInterval(timer) : look()), 50);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return inner.length > 0 && inner.every((one) => one.states !== undefined);
    },
  },
  {
    name: "looks for what an extension gives pages",
    outcome: "form",
    async act({ extension }) {
      interface Api {
        runtime: { connect(id: string): unknown; sendMessage(id: string, message: unknown): unknown };
      }
      const { chrome, browser } = globalThis as unknown as { chrome: Api; browser: Api };
      let refused = 0;
      for (const find of [() => chrome, () => browser]) {
        for (const call of [
          () => find().runtime.connect(extension),
          () => find().runtime.sendMessage(extension, { name: "list-outbox", input: {} }),
        ]) {
          try {
            loot.push("connected", await call());
          } catch {
            refused++;
          }
        }
      }
      if ("laporKominfo" in globalThis) loot.push("memory");
      return refused === 4;
    },
  },
  {
    name: "frames and fetches the form by its true address",
    outcome: "form",
    async act({ form, extension }) {
      const scheme = form.split(":")[0];
      const addresses = [
        form,
        `${scheme}://${extension}/form.html?draft=11111111-1111-4111-8111-111111111111`,
      ];
      for (const path of [
        "popup.html",
        "desk.html",
        "options.html?code=1",
        "manifest.json",
        "background.js",
        "icon/16.png",
      ])
        addresses.push(`${scheme}://${extension}/${path}`);
      let framed = 0;
      for (const src of addresses) {
        const frame = Object.assign(document.createElement("iframe"), { src });
        frame.addEventListener("load", () => framed++);
        document.body.append(frame);
        frame.contentWindow?.postMessage({ name: "save-report", input: {} }, "*");
        const answer = await fetch(src).then(
          (response) => response.text(),
          () => undefined,
        );
        // In Firefox a page may see the framed form's address, which is harmless once it is known.
        if (answer !== undefined && !/form\.html/.test(src)) loot.push("fetched", src);
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      for (const { contentDocument } of document.querySelectorAll("iframe"))
        if (/Kominfo/.test(contentDocument?.documentElement.textContent ?? "")) loot.push("read");
      return document.querySelectorAll("iframe").length === addresses.length && framed > 0;
    },
  },
  {
    name: "spams window messages in the words of ours",
    outcome: "form",
    async act() {
      let heard = 0;
      addEventListener("message", ({ data, origin }) => {
        heard++;
        if (/extension/.test(origin) || data?.ok) loot.push("answer", origin, data);
      });
      for (const name of [
        "open-draft",
        "save-report",
        "read-draft",
        "read-settings",
        "list-outbox",
        "form-closed",
      ])
        for (let time = 0; time < 500; time++)
          postMessage({ name, type: name, input: {}, draftId: "11111111-1111-4111-8111-111111111111" }, "*");
      for (let time = 0; time < 100 && heard < 3_000; time++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      return heard === 3_000;
    },
  },
  {
    name: "floods the page with twenty thousand nodes a second",
    outcome: "form",
    async act() {
      const place = document.body.appendChild(document.createElement("div"));
      const post = document.querySelector("article");
      let made = 0;
      for (let second = 0; second < 30; second++) {
        const some = document.createDocumentFragment();
        for (let one = 0; one < 2_000; one++) {
          const node = document.createElement("a");
          node.href = `/bebas/status/${made++}`;
          some.append(node);
        }
        if (post) some.append(post.cloneNode(true));
        place.append(some);
        await new Promise((resolve) => setTimeout(resolve, 100));
        place.replaceChildren();
      }
      return made === 60_000;
    },
  },
  {
    name: "moves through its history without end",
    outcome: "form",
    async act() {
      const before = location.href;
      for (let time = 0; time < 100; time++) {
        history.pushState({}, "", `/bebas?langkah=${time}`);
        dispatchEvent(new PopStateEvent("popstate"));
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return location.href !== before;
    },
  },
  {
    name: "keeps its main thread busy for two seconds",
    outcome: "form",
    act() {
      const end = performance.now() + 2_000;
      while (performance.now() < end);
      return performance.now() >= end;
    },
  },
  {
    name: "stops loading, and deletes and puts back its head and body",
    outcome: "form",
    async act() {
      window.stop();
      const { head, body } = document;
      head.remove();
      body.remove();
      const isBare = document.documentElement.childElementCount === 0;
      await new Promise((resolve) => setTimeout(resolve, 300));
      document.documentElement.append(head, body);
      return isBare;
    },
  },
  {
    name: "writes itself anew",
    outcome: "dead",
    act() {
      document.open();
      document.write("<!doctype html><title>baru</title><p id=baru>baru</p>");
      document.close();
      return document.getElementById("baru") !== null;
    },
  },
];

export const attacks = {
  button: [...buttonAttacks, ...windowButtonAttacks],
  form: [...formAttacks, ...windowFormAttacks],
};
