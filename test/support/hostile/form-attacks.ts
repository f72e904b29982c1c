/** Attacks by a hostile page while the form is open over it, with a category chosen and "send" enabled. */

import type { Attack } from "./attack.ts";

export const formAttacks: readonly Attack[] = [
  {
    name: "opens a popover over the form, again and again",
    outcome: "waits",
    act() {
      const cover = () => {
        document.querySelector("#tutup")?.remove();
        const made = Object.assign(document.createElement("div"), { id: "tutup", popover: "manual" });
        made.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;background:#fff";
        document.body.append(made);
        made.showPopover();
      };
      cover();
      const timer = setInterval(() => (stopped ? clearInterval(timer) : cover()), 250);
      return document.querySelector("#tutup")?.matches(":popover-open");
    },
  },
  {
    name: "opens one that lets clicks through, and keeps its events from everybody",
    outcome: "waits",
    act() {
      for (const type of ["toggle", "beforetoggle"])
        window.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
      const cover = () => {
        document.querySelector("#tutup")?.remove();
        const made = Object.assign(document.createElement("div"), { id: "tutup", popover: "manual" });
        made.style.cssText =
          "position:fixed;inset:0;width:100vw;height:100vh;background:#fff;pointer-events:none";
        document.body.append(made);
        made.showPopover();
      };
      cover();
      const timer = setInterval(() => (stopped ? clearInterval(timer) : cover()), 250);
      return document.querySelector("#tutup")?.matches(":popover-open");
    },
  },
  {
    name: "opens one in a closed root of its own, whose events nobody hears",
    outcome: "waits",
    act() {
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "closed" });
      const cover = () => {
        const made = Object.assign(document.createElement("div"), { popover: "manual" });
        made.style.cssText =
          "position:fixed;inset:0;width:100vw;height:100vh;background:#fff;pointer-events:none";
        root.replaceChildren(made);
        made.showPopover();
      };
      cover();
      const timer = setInterval(() => (stopped ? clearInterval(timer) : cover()), 250);
      return root.firstElementChild?.matches(":popover-open");
    },
  },
  {
    name: "opens a modal dialog over the form",
    outcome: "waits",
    act() {
      const dialog = document.body.appendChild(document.createElement("dialog"));
      dialog.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none";
      dialog.showModal();
      return dialog.matches(":modal");
    },
  },
  {
    name: "moves to another view of itself, whose picture covers all and lets clicks through",
    outcome: "waits",
    async act() {
      const style = document.createElement("style");
      style.textContent =
        "::view-transition{pointer-events:none}::view-transition-group(root),::view-transition-old(root),::view-transition-new(root){animation-duration:6s!important}";
      document.head.append(style);
      await document.startViewTransition(() => document.body.append("lain")).ready;
      return document.documentElement.matches(":active-view-transition");
    },
  },
  {
    name: "makes the whole page inert",
    outcome: "deaf",
    act() {
      document.documentElement.inert = true;
      return document.documentElement.inert;
    },
  },
  {
    name: "styles the form's host: transparent, tiny, turned, cut, filtered, important",
    outcome: "unmoved",
    act() {
      const rules =
        "opacity:0.01!important;transform:scale(.1) rotate(20deg)!important;filter:blur(9px)!important;clip-path:circle(1px)!important;mask:linear-gradient(#0000,#0000)!important;mix-blend-mode:difference!important;left:0!important;zoom:3!important;perspective:9px!important";
      const style = document.createElement("style");
      style.textContent = `lapor-kominfo-form,.umpan{${rules}}@layer a{lapor-kominfo-form{${rules}}}lapor-kominfo-form::after,lapor-kominfo-form::before{content:"";position:fixed;inset:0;background:#fff;pointer-events:none;z-index:9}lapor-kominfo-form::backdrop{background:#000}`;
      document.head.append(style);
      document
        .querySelector<HTMLElement>("lapor-kominfo-form")
        ?.style.setProperty("opacity", "0", "important");
      document
        .querySelector<HTMLElement>("lapor-kominfo-form")
        ?.style.setProperty("transform", "scale(.1)", "important");
      document
        .querySelector("lapor-kominfo-form")
        ?.animate({ opacity: [0, 0] }, { duration: 1e9, fill: "both" });
      const bait = document.body.appendChild(document.createElement("p"));
      bait.className = "umpan";
      return getComputedStyle(bait).opacity === "0.01";
    },
  },
  {
    name: "styles the whole page: transparent, turned, filtered, inverted",
    outcome: "unmoved",
    act() {
      const { style } = document.body;
      style.cssText = "opacity:.01;transform:rotate(20deg);filter:invert(1)";
      return getComputedStyle(document.body).opacity === "0.01";
    },
  },
  {
    name: "shrinks itself, by a zoom of its root",
    outcome: "unmoved",
    act() {
      document.documentElement.style.setProperty("zoom", "0.2", "important");
      return getComputedStyle(document.documentElement).zoom === "0.2";
    },
  },
  {
    name: "shrinks the form's host, by a zoom of its own",
    outcome: "unmoved",
    act() {
      const host = document.querySelector<HTMLElement>("lapor-kominfo-form");
      host?.style.setProperty("zoom", "0.2", "important");
      return host?.style.zoom === "0.2";
    },
  },
  {
    name: "zooms its root in and out, which moves the form's buttons under the pointer",
    outcome: "waits",
    act() {
      let large = false;
      const zoom = () => {
        large = !large;
        document.documentElement.style.zoom = large ? "2" : "1";
      };
      zoom();
      const timer = setInterval(() => (stopped ? clearInterval(timer) : zoom()), 250);
      return getComputedStyle(document.documentElement).zoom === "2";
    },
  },
  {
    name: "lays the highest z-index over everything",
    outcome: "unmoved",
    act() {
      const cover = document.body.appendChild(document.createElement("div"));
      cover.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none";
      return getComputedStyle(cover).zIndex === "2147483647";
    },
  },
  {
    name: "makes up clicks and keys on the form's host",
    outcome: "unmoved",
    act() {
      const host = document.querySelector<HTMLElement>("lapor-kominfo-form");
      let heard = 0;
      host?.addEventListener("keydown", () => heard++);
      for (const target of [host, document, window]) {
        target?.dispatchEvent(
          new MouseEvent("click", { bubbles: true, composed: true, clientX: 1000, clientY: 580 }),
        );
        target?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
      }
      return heard === 1;
    },
  },
  {
    name: "looks for the form's address and frame wherever a page can",
    outcome: "unmoved",
    async act() {
      let looked = 0;
      const note = (what: unknown) => {
        looked++;
        if (/extension:/.test(String(what))) loot.push(String(what));
      };
      const host = document.querySelector("lapor-kominfo-form") as HTMLElement;
      for (const { name } of performance.getEntries()) note(name);
      for (const frame of document.querySelectorAll("iframe,object,embed")) loot.push(frame.outerHTML);
      if (window.length > 0) loot.push("frames");
      if (host.shadowRoot) loot.push("root");
      note(host.outerHTML);
      note(document.documentElement.outerHTML);
      note(JSON.stringify(getComputedStyle(host).cssText));
      note(document.activeElement?.outerHTML);
      for (const element of document.elementsFromPoint(innerWidth - 200, 200))
        note(element.outerHTML.slice(0, 300));
      addEventListener("securitypolicyviolation", (event) => note(event.blockedURI), true);
      addEventListener("message", ({ origin, source }) => {
        note(origin);
        if (source && source !== window) loot.push("a window");
      });
      for (const type of ["focus", "blur", "load", "error", "pointermove", "mouseover"])
        addEventListener(type, (event) => note((event.composedPath()[0] as Element).outerHTML), true);
      new PerformanceObserver((list) => {
        for (const { name } of list.getEntries()) note(name);
      }).observe({ entryTypes: PerformanceObserver.supportedEntryTypes as string[] });
      try {
        host.attachShadow({ mode: "open" });
        loot.push("a root of its own");
      } catch {
        note("no");
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      return looked > 5;
    },
  },
  {
    name: "frames the form a second time, with the very draft that is open",
    outcome: "unmoved",
    async act({ form }) {
      const frame = Object.assign(document.createElement("iframe"), { src: form, name: "kedua" });
      frame.style.cssText = "position:fixed;left:0;top:0;width:400px;height:600px";
      const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
      document.body.prepend(frame);
      await loaded;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return frame.isConnected;
    },
  },
  {
    name: "takes the form away",
    outcome: "gone",
    act() {
      document.querySelector("lapor-kominfo-form")?.remove();
      return document.querySelector("lapor-kominfo-form") === null;
    },
  },
  {
    name: "writes itself anew",
    outcome: "gone",
    act() {
      document.open();
      document.write("<!doctype html><title>baru</title><p id=baru>baru</p>");
      document.close();
      return document.getElementById("baru") !== null;
    },
  },
  {
    name: "goes elsewhere",
    outcome: "gone",
    act() {
      setTimeout(() => location.assign("/bebas?lain"), 50);
      return true;
    },
  },
  {
    name: "keeps its main thread busy while the form is open",
    outcome: "unmoved",
    act() {
      const end = performance.now() + 2_000;
      while (performance.now() < end);
      return performance.now() >= end;
    },
  },
];
