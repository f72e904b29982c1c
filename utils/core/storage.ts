/** Settings and short-lived values of this device, each with its default. */

import { browser } from "wxt/browser";
import { storage } from "wxt/utils/storage";
import type { Identity, PublicKey } from "../contract/enrolment.ts";
import type { Clock } from "../contract/files.ts";
import type { KeptLessons, LessonProgress } from "../contract/lesson.ts";
import type { Problem } from "../contract/problem.ts";
import type { SavedView } from "../contract/queue-filter.ts";
import type { Language, SiteId } from "../contract/site.ts";
import { checked, storedShapes } from "./stored.ts";

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

export const connection = checked(
  storage.defineItem<Connection | null>("local:connection", { fallback: null, version: 1 }),
  storedShapes.connection,
);

/** Earlier ones, newest first: what was begun under one of them is that person's, and ends there. */
export const formerConnections = checked(
  storage.defineItem<readonly Connection[]>("local:former-connections", { fallback: [], version: 1 }),
  storedShapes.formerConnections,
);

/** Which of the device's keys signs on, by the intake's origin: the same one again and again, so that the device stays. */
export const signOnKeys = checked(
  storage.defineItem<Readonly<Record<string, string>>>("local:sign-on-keys", { fallback: {}, version: 1 }),
  storedShapes.signOnKeys,
);

export const language = checked(
  storage.defineItem<Language>("local:language", { fallback: "id", version: 1 }),
  storedShapes.language,
);

/** The newest valid recipe pack, and the result of the last check. */
export interface StoredRecipes {
  /** Thumbprint of the key under which this is valid; empty while there is none. */
  kid: string;
  /** Compact JWS of the newest valid pack. */
  jws?: string;
  /** Its version, 0 before the first. Only higher versions are accepted. */
  version: number;
  acceptedAt?: string;
  askedAt?: string;
  refusal?: { problem: Problem; at: string };
  /** Sites whose recipes in this pack the browser cannot parse. */
  unreadable?: readonly SiteId[];
}

export const storedRecipes = checked(
  storage.defineItem<StoredRecipes | null>("local:recipes", { fallback: null, version: 1 }),
  storedShapes.recipes,
);

/** The intake's newest nonce; in memory only, any stale one is answered with a fresh one. */
export const nonce = checked(
  storage.defineItem<string | null>("session:nonce", { fallback: null }),
  storedShapes.nonce,
);

/** The intake's clock as last heard, by whichever answer. */
export const lastClock = checked(
  storage.defineItem<Clock | null>("local:clock", { fallback: null, version: 1 }),
  storedShapes.clock,
);

/** Until when each person's reports were forgotten here, by the intake's clock. */
export const forgottenUntil = checked(
  storage.defineItem<Readonly<Record<string, string>>>("local:forgotten-until", { fallback: {}, version: 1 }),
  storedShapes.forgottenUntil,
);

/** A supervisor's named views of the queue, oldest first. */
export const queueViews = checked(
  storage.defineItem<readonly SavedView[]>("local:queue-views", { fallback: [], version: 1 }),
  storedShapes.queueViews,
);

/** How far each person has come with the lessons on this device, by the person's id. */
export const ownLessons = checked(
  storage.defineItem<Readonly<Record<string, KeptLessons>>>("local:own-lessons", {
    fallback: {},
    version: 1,
  }),
  storedShapes.ownLessons,
);

/** The same from before it was kept by person and at the intake: it is of whoever is enrolled. */
export const lessonsProgress = checked(
  storage.defineItem<LessonProgress>("local:lessons", { fallback: {}, version: 1 }),
  storedShapes.lessonsProgress,
);

/** Values that live until the browser closes and never touch the disk. */
export const session = {
  read: <T>(key: string) => storage.getItem<T>(`session:${key}`),
  write: <T>(key: string, value: T) => storage.setItem<T>(`session:${key}`, value),
  remove: (key: string) => storage.removeItem(`session:${key}`),
  readAll: () => storage.snapshot("session"),
  /** Tells of every change, by whichever page of ours. */
  watch: <T>(key: string, listener: (value: T | null) => void) =>
    storage.watch<T>(`session:${key}`, listener),
};

/** Values that outlive the browser's end. */
export const local = {
  read: <T>(key: string) => storage.getItem<T>(`local:${key}`),
  write: <T>(key: string, value: T) => storage.setItem<T>(`local:${key}`, value),
};

/**
 * Takes the local area from scripts in the sites' pages: one whose process was taken over could read who the officer is,
 * and put another intake in. Firefox cannot; there it stays open to them.
 */
export async function closeStorage(): Promise<void> {
  const area = browser.storage.local as { setAccessLevel?(to: object): Promise<void> };
  await area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}

/** Where `session` keeps which case the panel beside the page is to show. */
export const wantedTask = "wanted-task";
