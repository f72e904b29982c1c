/** Attacks on the window by a hostile page: full screen, the pointer, its network requests. */

import type { Attack } from "./attack.ts";

/** Before a button is pressed. */
export const windowButtonAttacks: readonly Attack[] = [
  {
    name: "has gone fullscreen with its posts",
    outcome: "form",
    async act() {
      const posts = document.querySelector("main") ?? document.body;
      posts.style.overflow = "auto";
      await posts.requestFullscreen();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return posts.matches(":fullscreen");
    },
  },
  {
    name: "has locked the pointer",
    outcome: "dead",
    async act() {
      await document.body.requestPointerLock();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return document.pointerLockElement === document.body;
    },
  },
  {
    name: "has a service worker that writes its pages anew and answers for our addresses",
    outcome: "form",
    async act({ form }) {
      const { serviceWorker } = navigator;
      const inCharge = new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve));
      const worker = await serviceWorker.register("/bebas-pekerja.js", { scope: "/bebas" });
      await inCharge;
      const framed = async (src: string) => {
        const frame = Object.assign(document.createElement("iframe"), { src });
        const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
        document.body.append(frame);
        await loaded;
        return frame.contentDocument?.body.textContent;
      };
      if (await framed(form)) loot.push("answered for us");
      const isRewritten = (await framed("/bebas?lagi")) === "palsu";
      const isAnswered = (await (await fetch("/apa-saja")).text()) === "palsu";
      // It stays active until this page is closed, and affects no other test.
      await worker.unregister();
      // After this wait, the page's own requests to us are over.
      await new Promise((resolve) => setTimeout(resolve, 300));
      serviceWorker.addEventListener("message", ({ data }) => {
        if (/extension:|\/v1\//.test(data)) loot.push("asked through the worker", data);
      });
      return isRewritten && isAnswered && serviceWorker.controller !== null;
    },
  },
];

/** While the form is open over it, with a category chosen and "send" enabled. */
export const windowFormAttacks: readonly Attack[] = [
  {
    name: "goes fullscreen with an element that covers all and lets clicks through",
    outcome: "waits",
    async act() {
      const cover = document.body.appendChild(document.createElement("div"));
      cover.style.cssText = "background:#fff;pointer-events:none";
      await cover.requestFullscreen();
      return cover.matches(":fullscreen");
    },
  },
  {
    name: "goes fullscreen in a closed root of its own, and keeps the events from everybody",
    outcome: "waits",
    async act() {
      for (const type of ["fullscreenchange", "toggle", "beforetoggle"])
        window.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "closed" });
      const cover = root.appendChild(document.createElement("div"));
      cover.style.cssText = "background:#fff;pointer-events:none";
      await cover.requestFullscreen();
      return cover.matches(":fullscreen");
    },
  },
  {
    name: "opens a modal dialog in a closed root of its own, with a backdrop that lets clicks through",
    outcome: "waits",
    act() {
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "closed" });
      const style = root.appendChild(document.createElement("style"));
      style.textContent =
        "dialog,dialog::backdrop{position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;background:#fff;pointer-events:none}";
      const dialog = root.appendChild(document.createElement("dialog"));
      dialog.showModal();
      return dialog.matches(":modal");
    },
  },
  {
    name: "locks the pointer",
    outcome: "unmoved",
    async act() {
      await document.body.requestPointerLock();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return document.pointerLockElement === document.body;
    },
  },
  {
    name: "moves the form's host, as it stands, to a place of its own below a cover",
    outcome: "gone",
    act() {
      const place = document.body.appendChild(document.createElement("div"));
      const cover = document.body.appendChild(document.createElement("div"));
      cover.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none";
      const host = document.querySelector("lapor-kominfo-form");
      type Mover = Element & { moveBefore(node: Node | null, before: null): void };
      (place as unknown as Mover).moveBefore(host, null);
      return host?.parentElement === place;
    },
  },
];
