/** Stored values of this device, each with its shape and its default. */

import { browser } from "wxt/browser";
import { z } from "zod";
import { type Identity, identity, type PublicKey, publicKey } from "../../shared/contract/enrolment.ts";
import { type Clock, clock } from "../../shared/contract/files.ts";
import { instant } from "../../shared/contract/ids.ts";
import {
  type LessonProgress,
  lessonProgress,
  type StoredLessons,
  storedLessons,
} from "../../shared/contract/lesson.ts";
import { type Language, language as languageShape } from "../../shared/contract/site.ts";
import { session } from "./session-storage.ts";
import { valueStore } from "./value-store.ts";

const inSettings = valueStore<unknown>("settings", "settings");

/** Persistent values. In IndexedDB, because content scripts of Firefox can read and write `storage.local`. */
export const local = {
  async read<T>(key: string) {
    await moved();
    return ((await inSettings("readonly", (settings) => settings.get(key))) ?? null) as T | null;
  },
  async write<T>(key: string, value: T) {
    await moved();
    await inSettings("readwrite", (settings) => settings.put(value, key));
  },
};

let moving: Promise<void> | undefined;

function moved(): Promise<void> {
  moving ??= moveSettings();
  moving.catch(() => {
    moving = undefined;
  });
  return moving;
}

/** Marks that the values of earlier versions were moved. */
export const movedKey = "moved-from-storage-local";

/**
 * Moves the values of earlier versions from `storage.local` to IndexedDB, once: afterwards that area is not trusted.
 * Values and the marker are written in one transaction. `closeStorage` deletes the originals.
 */
async function moveSettings(): Promise<void> {
  if (await inSettings("readonly", (settings) => settings.get(movedKey))) return;
  const before = await browser.storage.local.get(null);
  await inSettings("readwrite", async (settings) => {
    // Another page was faster, and may have written newer values since.
    if (await settings.get(movedKey)) return;
    for (const [key, value] of Object.entries(before)) await settings.put(value, key);
    await settings.put(true, movedKey);
  });
}

/** Closes `storage.local` to content scripts in Chromium, and empties it. */
export async function closeStorage(): Promise<void> {
  const area = browser.storage.local as typeof browser.storage.local & {
    setAccessLevel?(to: object): Promise<void>;
  };
  // Chromium below 140 has the method and refuses it for this area.
  await area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch(() => undefined);
  await moved();
  await area.clear();
}

interface Area {
  read<T>(key: string): Promise<T | null>;
  write<T>(key: string, value: T): Promise<void>;
}

/** A stored value is untrusted: one of another shape counts as absent. */
// The mark lets the build leave out items that a page does not use.
// @__NO_SIDE_EFFECTS__
export function defineItem<T>({ read, write }: Area, key: string, fallback: T, shape: z.ZodType) {
  return {
    async getValue(): Promise<T> {
      const value = await read<T>(key);
      return shape.safeParse(value).success ? (value as T) : fallback;
    },
    setValue: (value: T) => write(key, value),
  };
}

export interface Connection {
  /** Origin of the intake, such as `https://aduan.example.go.id`. */
  intake: string;
  identity: Identity;
  /** Name of the device's key that is enrolled there. */
  keyName?: string;
  /** Pinned at enrolment: verifies recipe packs. */
  recipesKey?: PublicKey | undefined;
  /** Pinned at enrolment: verifies receipts. */
  intakeKey?: PublicKey | undefined;
  /** Pinned at enrolment: pending files are encrypted with it. */
  filesKey?: PublicKey | undefined;
}

const connectionShape = z.object({
  intake: z.url({ protocol: /^https?$/ }),
  identity,
  keyName: z.string().optional(),
  recipesKey: publicKey.optional(),
  intakeKey: publicKey.optional(),
  filesKey: publicKey.optional(),
});

export const connection = defineItem<Connection | null>(
  local,
  "connection",
  null,
  connectionShape.nullable(),
);

export const isConnection = (stored: unknown): stored is Connection =>
  connectionShape.safeParse(stored).success;

/** Earlier connections, newest first. Reports saved under one of them belong to that person and are sent under it. */
export const formerConnections = {
  /** Leaves out those that this version cannot read. */
  getValue: async () => [await local.read<unknown>("former-connections")].flat().filter(isConnection),
  setValue: (all: readonly unknown[]) => local.write("former-connections", all),
};

/** Returns the present connection and the earlier ones. */
export const readConnections = () => Promise.all([connection.getValue(), formerConnections.getValue()]);

/** Name of the sign-on key for each intake origin. Reused, so that the intake recognises the device. */
export const signOnKeys = defineItem<Readonly<Record<string, string>>>(
  local,
  "sign-on-keys",
  {},
  z.record(z.string(), z.string()),
);

export const language = defineItem<Language>(local, "language", "id", languageShape);

/** The intake's newest nonce. In memory only; a stale one is answered with a fresh one. */
export const nonce = defineItem<string | null>(session, "nonce", null, z.string().nullable());

/** The last reading of the intake's clock. */
export const lastClock = defineItem<Clock | null>(local, "clock", null, clock.nullable());

/** For each person, the intake time up to which reports were deleted here. */
export const forgottenUntil = defineItem<Readonly<Record<string, string>>>(
  local,
  "forgotten-until",
  {},
  z.record(z.string(), instant),
);

/** Whether the person wants notifications in this browser; null until they choose. */
export const alertNotices = defineItem<boolean | null>(local, "alert-notices", null, z.boolean().nullable());

/** The person has finished the first steps after enrolment. */
export const welcomed = defineItem<boolean>(local, "welcomed", false, z.boolean());

/** Ids of open alerts that this browser has shown. */
export const shownAlerts = defineItem<readonly string[]>(local, "shown-alerts", [], z.array(z.string()));

/** Lesson progress on this device, keyed by person id. */
export const ownLessons = defineItem<Readonly<Record<string, StoredLessons>>>(
  local,
  "own-lessons",
  {},
  z.record(z.string(), storedLessons),
);

/** Progress from before it was stored per person. Belongs to the enrolled person. */
export const lessonsProgress = defineItem<LessonProgress>(local, "lessons", {}, lessonProgress);

const pendingByName = new Map<string, Promise<unknown>>();

/** Serialises changes of one thing, so that a change that started earlier cannot restore deleted data. */
export async function runExclusive<T>(name: string, change: () => Promise<T>): Promise<T> {
  const turn = (pendingByName.get(name) ?? Promise.resolve()).then(change, change);
  pendingByName.set(name, turn);
  try {
    return await turn;
  } finally {
    if (pendingByName.get(name) === turn) pendingByName.delete(name);
  }
}
