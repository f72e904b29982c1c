/** The fuzzed areas, each with its setup. */

import "../support/setup.ts";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { connectDevice } from "../support/device-kit.ts";
import { pages } from "../support/hostile/hostile-pages.ts";
import { model } from "../support/model/area.ts";
import { type Background, openBackground } from "./background.ts";
import { messagesProperty } from "./messages.ts";
import { routesProperty } from "./routes.ts";
import { rowsProperty } from "./rows.ts";
import type { Area } from "./run.ts";
import { signaturesProperty } from "./signatures.ts";
import { openWorld } from "./world.ts";

const routes: Area = {
  async open() {
    const world = await openWorld();
    return { property: routesProperty(world), close: () => world.close() };
  },
};

let background: Promise<Background> | undefined;

function ownParts() {
  background ??= openBackground();
  return {
    opened: background,
    ownAddress: (path: string) => fakeBrowser.runtime.getURL(path as never),
    ownId: fakeBrowser.runtime.id,
  };
}

const messages: Area = {
  async open() {
    const { opened, ...own } = ownParts();
    const background = await opened;
    await fakeBrowser.storage.local.clear();
    await fakeBrowser.storage.session.clear();
    await connectDevice();
    background.start();
    const { takeWritten, stop } = watchWrites();
    const property = messagesProperty({ ...own, background, known: [], takeWritten });
    return { property, close: async () => stop() };
  },
};

const rows: Area = {
  async open() {
    const { opened, ...own } = ownParts();
    const disk = { ...own, background: await opened };
    disk.background.start();
    // Creates the outbox that is then damaged.
    await disk.background.send({ name: "list-outbox", input: {} }, popupOf(own));
    return { property: rowsProperty(disk), close: async () => undefined };
  },
};

const popupOf = ({ ownAddress, ownId }: { ownAddress: (path: string) => string; ownId: string }) => ({
  url: ownAddress("/popup.html"),
  id: ownId,
});

const signatures: Area = {
  open: async () => ({ property: signaturesProperty(), close: async () => undefined }),
};

export const areas = { routes, messages, rows, signatures, model, pages };

/** Observes drafts in the session storage and reports in the outbox. */
function watchWrites(): { takeWritten(): string[]; stop(): void } {
  const written: string[] = [];
  const { session } = fakeBrowser.storage;
  const set = session.set.bind(session);
  session.set = async (items) => {
    written.push(...Object.keys(items).filter((key) => key.startsWith("draft:")));
    return set(items);
  };
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...given) {
    written.push(this.name);
    return add.apply(this, given);
  };
  return {
    takeWritten: () => written.splice(0),
    stop() {
      session.set = set;
      IDBObjectStore.prototype.add = add;
    },
  };
}
