/** Reads the intake's settings from the environment. */

import { isIP } from "node:net";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { SettingRow } from "../utils/shared/contract/administration.ts";
import { plainError } from "./core/plain-errors.ts";
import { defaultRates, type RateLimits } from "./core/rate-limits.ts";
import {
  areAddresses,
  arePrivateSized,
  describeIssues,
  listSetting,
  ratesSetting,
} from "./core/settings-text.ts";
import { readSending, type SendingSettings } from "./delivery/delivery-settings.ts";
import { extensionOrigin } from "./http/headers.ts";
import { readMaxAgeDays, readSignOn, type SignOnSettings } from "./people/sign-on/sign-on-settings.ts";

const origin = z
  .url({ protocol: /^https?$/, error: "must be an address such as https://intake.example.go.id" })
  .pipe(z.string().regex(/^https?:[/][/][^/?#]+[/]?$/, "must have no path"))
  .transform((value) => new URL(value).origin);

const defaultRatesText = Object.entries(defaultRates)
  .map(([kind, { perSecond, burst }]) => `${kind}=${Number(perSecond.toPrecision(2))}/${burst}`)
  .join(",");

/** From an earlier edition of `docs/admin/deploy.md`. */
const publishedToken = "at-least-32-characters-from-openssl-rand";

/** Each setting with its description; `docs/settings.md` is generated from it. */
export const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787).describe("Port. 0 takes any free port."),
  HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
  DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .describe("Folder of the embedded database and of the evidence, mode 0700."),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional()
    .describe(
      "PostgreSQL server. If unset, an embedded PostgreSQL (PGlite) in DATA_DIR, which can lose its last writes in a power cut.",
    ),
  EVIDENCE_URL: z
    .string()
    .regex(/^(file|s3):/, "must start with file: or s3:")
    .optional()
    .describe("Evidence store, `file:` or `s3:`. If unset, a folder in DATA_DIR."),
  CELLS: z
    .string()
    .min(1)
    .optional()
    .describe(
      'JSON file that names the servers that share the posts: `{ "home": "pusat", "servers": { "pusat": { "database": "postgres://…", "evidence": "s3:…" }, "timur": { … } } }`. If unset, there is one server. See docs/admin/scaling.md.',
    ),
  CELL: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,29}$/, "must be a short name in lower case, such as timur")
    .optional()
    .describe("Name in CELLS of the server that DATABASE_URL leads to."),
  ORG_NAME: z
    .string()
    .min(1)
    .max(200)
    .default("Kominfo")
    .describe("Organisation, as letters and pages name it."),
  PUBLIC_URL: origin
    .optional()
    .describe(
      "Origin that devices call and links contain. Required unless HOST is a loopback address. The Host header is never used.",
    ),
  METRICS_TOKEN: z
    .string()
    .min(32, "must have at least 32 characters")
    .refine((value) => value !== publishedToken, "is published in the documents: use openssl rand -hex 32")
    .optional()
    .describe(
      "Bearer token, at least 32 characters, for `/metrics`, `/docs`, `/openapi.json` and the details of `/readyz`. Loopback callers need none if the intake is itself reached at a loopback address.",
    ),
  SECURITY_CONTACT: z
    .string()
    .regex(
      /^(?:mailto:[^\s@]+@[^\s@]+|https:[/][/]\S+)$/,
      "must be such as mailto:keamanan@example.go.id or https://…",
    )
    .optional()
    .describe(
      "`mailto:` or `https:` address in `/.well-known/security.txt`. If unset, `security@` the intake's host.",
    ),
  XDG_CONFIG_HOME: z
    .string()
    .min(1)
    .optional()
    .describe("Configuration folder of the account that publishes recipes. If unset, `~/.config`."),
  RECIPES_KEY: z
    .string()
    .min(1)
    .optional()
    .describe(
      "File of the key that signs recipe packs. If unset, `lapor-kominfo/recipes-key.json` in the configuration folder. Never in DATA_DIR.",
    ),
  RECIPES_DESK: z
    .enum(["on", "off"])
    .default("off")
    .describe(
      "`on`: the desk's press starts the publisher, which signs with RECIPES_KEY on this machine. An intake that is broken into could then sign. Make the key with `lapor recipes key`. `off`: packs are published by command only.",
    ),
  INTAKE_KEY: z
    .string()
    .min(1)
    .optional()
    .describe("File of the key that signs receipts and batches. If unset, the key is in the database."),
  FILES_KEY: z
    .string()
    .min(1)
    .optional()
    .describe("File of the key for files that devices encrypted. If unset, the key is in the database."),
  TSA_URL: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://tsa.example.go.id" })
    .optional()
    .describe("RFC 3161 time authority that stamps each day. If unset, days are not stamped."),
  OTS_CALENDARS: listSetting
    .refine(
      (list) => list.every((address) => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)),
      "must be addresses such as https://alice.btc.calendar.opentimestamps.org",
    )
    .default([])
    .describe(
      "OpenTimestamps calendars that anchor each day in Bitcoin, such as `https://alice.btc.calendar.opentimestamps.org,https://bob.btc.calendar.opentimestamps.org`. Only a hash leaves the intake. If unset, days are not anchored.",
    ),
  RETENTION: z
    .string()
    .min(1)
    .optional()
    .describe(
      'JSON file with retention periods in days, null for no limit: `{ "JUDI": { "approved": 365, "rejected": 90, "open": null, "withdrawn": 30 } }`. What it does not name stays as in `utils/shared/policy/retention.ts`.',
    ),
  RATES: ratesSetting
    .default(defaultRates)
    .describe(
      `\`off\`, or rates per second and bursts such as \`address=300/3000,device=30/300\`. Kinds that are not named keep their default: \`${defaultRatesText}\`.`,
    ),
  TRUST_PROXY: listSetting
    .refine(areAddresses, "must be addresses such as 10.0.0.5,10.1.0.0/16")
    .refine(arePrivateSized, "has more than a proxy's networks, so anyone could forge an address")
    .default([])
    .describe(
      "Addresses or networks of proxies whose X-Forwarded-For is used, such as `10.0.0.5,10.1.0.0/16`. Without it, all people behind a proxy share its rate, and two objections to an item within 48 hours; the log reports `proxy-untrusted`.",
    ),
  EXTENSION_ORIGINS: listSetting
    .refine(
      (list) => list.every((allowed) => extensionOrigin.test(allowed)),
      "must be such as chrome-extension://ID,moz-extension://ID",
    )
    .optional()
    .describe(
      "Origins of extensions that may read answers, such as `chrome-extension://ID`. If unset, all extensions.",
    ),
  BLIND_CONFIRM: z
    .enum(["on", "off"], "must be on or off")
    .default("off")
    .describe(
      "`on` hides the proposer of a decision until it is settled, and the reviewers until the case is decided. Until then a supervisor cannot export a case whose file would name them.",
    ),
  PANEL_SAMPLE: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .default(5)
    .describe(
      "Share of confirmed approvals that the panel reviews afterwards, in per cent. Each draw is logged with the share.",
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be such as smtp://NAME:PASSWORD@mail.example.go.id:587" })
    .optional()
    .describe(
      "Mail server for letters and alerts, such as `smtp://NAME:PASSWORD@mail.example.go.id:587`. Set with MAIL_FROM; without both, letters to e-mail channels and alert mails wait.",
    ),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      "must be such as Kominfo <permintaan@example.go.id>",
    )
    .optional()
    .describe("Sender of letters and alerts, such as `Kominfo <permintaan@example.go.id>`."),
  REQUEST_SECONDS: z.coerce
    .number()
    .min(1)
    .max(3_600)
    .default(120)
    .describe("Time limit for receiving a whole request."),
});

export interface Config {
  /** 0 means any free port. */
  port: number;
  host: string;
  /** Absolute path. */
  dataDir: string;
  /** PostgreSQL; if undefined, PGlite in `dataDir`. */
  databaseUrl: string | undefined;
  evidenceUrl: string;
  /** The servers that share the posts: the file that names them, and which one is this intake's. */
  cells: { path: string; own: string } | undefined;
  organisation: string;
  /** Address under which devices reach the intake; if undefined, the loopback address on which it listens. */
  publicOrigin: string | undefined;
  /**
   * Opens `/metrics`, `/docs` and the details of `/readyz`; if undefined, only loopback addresses have
   * access.
   */
  metricsToken: string | undefined;
  /** Listed in security.txt. */
  securityContact: string | undefined;
  /** Absolute path of the private key that signs recipe packs; for `npm run recipes` only. */
  recipesKey: string;
  /** Administrators publish proposals for recipes from the desk. */
  recipesDesk: boolean;
  /**
   * Absolute path of the private key that signs receipts and batches; if undefined, the key is in the
   * database.
   */
  intakeKey: string | undefined;
  /**
   * Absolute path of the private key that decrypts files stored on devices; if undefined, the key is in the
   * database.
   */
  filesKey: string | undefined;
  /** Address of an RFC 3161 service that stamps each day. */
  authority: string | undefined;
  /** Addresses of OpenTimestamps calendars that anchor each day. */
  calendars: readonly string[];
  /** Absolute path of a file with retention periods; if undefined, the built-in ones apply. */
  retention: string | undefined;
  /** If undefined, there are no rate limits. */
  rates: RateLimits | undefined;
  proxies: readonly string[];
  extensionOrigins: readonly string[] | undefined;
  /** Blind confirmation: hides the proposer's name from the person who confirms. */
  blindConfirm: boolean;
  /** Share of confirmed approvals that the panel reviews afterwards, in per cent. */
  sampleShare: number;
  sending: SendingSettings;
  /** Time limit for receiving a whole request. */
  requestMs: number;
  /** If undefined, people are enrolled by codes only. */
  signOn: SignOnSettings | undefined;
  /** Days after which a device of a person who signed on must sign on again. */
  signOnMaxAgeDays: number;
  /** For administrators, without secrets. */
  inForce: readonly SettingRow[];
}

/** Settings whose values an administrator may read at the desk. All others may contain passwords. */
const shown: ReadonlySet<string> = new Set([
  ...["PORT", "HOST", "DATA_DIR", "ORG_NAME", "PUBLIC_URL", "SECURITY_CONTACT", "INTAKE_KEY", "FILES_KEY"],
  ...["OTS_CALENDARS", "RETENTION", "RATES", "TRUST_PROXY", "EXTENSION_ORIGINS", "BLIND_CONFIRM"],
  ...["PANEL_SAMPLE", "MAIL_FROM", "REQUEST_SECONDS", "CELLS", "CELL"],
]);

/** Settings in force with their origin, by name. `given` has no empty values. */
function settingsInForce(given: Environment): SettingRow[] {
  return Object.entries(settings.shape).map(([name, shape]): SettingRow => {
    const set = given[name];
    const secret = !shown.has(name) || (set !== undefined && /:\/\/[^/]*@/.test(set));
    const value = set ?? textOf(name, shape.safeParse(undefined).data);
    const from = set === undefined ? (value === "" ? "unset" : "default") : "environment";
    return { name, from, secret, ...(secret || value === "" ? {} : { value }) };
  });
}

function textOf(name: string, preset: unknown): string {
  if (preset === undefined) return "";
  if (name === "RATES") return defaultRatesText;
  return Array.isArray(preset) ? preset.join(",") : String(preset);
}

/**
 * In the publisher's account and not in the intake's, because this key can change what every browser reads.
 */
function defaultRecipesKey(configHome = join(homedir(), ".config")): string {
  return join(configHome, "lapor-kominfo", "recipes-key.json");
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

type Environment = Record<string, string | undefined>;

const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));

/** Returns one sentence per wrong setting, of all parts. */
export function wrongSettings(env: Environment = process.env): string[] {
  const given = withoutEmpty(env);
  const parts = [
    () => readConfig(given),
    () => readSignOn(given),
    () => readMaxAgeDays(given),
    () => readSending(given.SMTP_URL, given.MAIL_FROM, undefined),
  ];
  const sentences = parts.flatMap((read) => {
    try {
      read();
      return [];
    } catch (error) {
      return (error as Error).message.split("\n");
    }
  });
  return [...new Set(sentences)];
}

function checkTogether({ PUBLIC_URL, HOST, CELLS, CELL, DATABASE_URL }: z.output<typeof settings>): void {
  if (PUBLIC_URL === undefined && !isLoopback(HOST))
    throw new Error(`PUBLIC_URL: is required with HOST=${HOST}, for example https://intake.example.go.id`);
  const shared = [CELLS, CELL].filter((setting) => setting !== undefined).length;
  if (shared === 1 || (shared === 2 && DATABASE_URL === undefined))
    throw new Error("CELLS: is set together with CELL and DATABASE_URL, or not at all");
}

function readCells({ CELLS, CELL }: z.output<typeof settings>): Config["cells"] {
  return CELLS && CELL ? { path: resolve(CELLS), own: CELL } : undefined;
}

/** Throws with one sentence per wrong setting. An empty setting counts as missing. */
export function readConfig(env: Environment = process.env): Config {
  const given = withoutEmpty(env);
  const read = settings.safeParse(given, { error: plainError });
  if (!read.success) throw new Error(describeIssues(read.error));
  const {
    PORT,
    HOST,
    DATA_DIR,
    DATABASE_URL,
    EVIDENCE_URL,
    ORG_NAME,
    PUBLIC_URL,
    METRICS_TOKEN,
    SECURITY_CONTACT,
    XDG_CONFIG_HOME,
    RECIPES_KEY,
    RECIPES_DESK,
    INTAKE_KEY,
    FILES_KEY,
    TSA_URL,
    OTS_CALENDARS,
    RETENTION,
    RATES,
    TRUST_PROXY,
    EXTENSION_ORIGINS,
    BLIND_CONFIRM,
    PANEL_SAMPLE,
    SMTP_URL,
    MAIL_FROM,
    REQUEST_SECONDS,
  } = read.data;
  checkTogether(read.data);
  const dataDir = resolve(DATA_DIR);
  return {
    port: PORT,
    host: HOST,
    dataDir,
    databaseUrl: DATABASE_URL,
    evidenceUrl: EVIDENCE_URL ?? `file:${join(dataDir, "evidence")}`,
    cells: readCells(read.data),
    organisation: ORG_NAME,
    publicOrigin: PUBLIC_URL,
    metricsToken: METRICS_TOKEN,
    securityContact: SECURITY_CONTACT,
    recipesKey: resolve(RECIPES_KEY ?? defaultRecipesKey(XDG_CONFIG_HOME)),
    recipesDesk: RECIPES_DESK === "on",
    intakeKey: INTAKE_KEY === undefined ? undefined : resolve(INTAKE_KEY),
    filesKey: FILES_KEY === undefined ? undefined : resolve(FILES_KEY),
    authority: TSA_URL,
    calendars: OTS_CALENDARS,
    retention: RETENTION === undefined ? undefined : resolve(RETENTION),
    rates: RATES ?? undefined,
    proxies: TRUST_PROXY,
    extensionOrigins: EXTENSION_ORIGINS,
    blindConfirm: BLIND_CONFIRM === "on",
    sampleShare: PANEL_SAMPLE,
    sending: readSending(SMTP_URL, MAIL_FROM, PUBLIC_URL),
    requestMs: REQUEST_SECONDS * 1_000,
    signOn: readSignOn(given),
    signOnMaxAgeDays: readMaxAgeDays(given),
    inForce: settingsInForce(given),
  };
}
