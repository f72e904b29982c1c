/** Dependencies of every request, created once at start and passed down. */

import type { SettingRow } from "../utils/shared/contract/administration.ts";
import type { RetentionChanges } from "../utils/shared/policy/retention.ts";
import type { SealingKey } from "../utils/shared/seal/seal.ts";
import { type AlertSender, createAlertSender } from "./alerts/delivery/send-alerts.ts";
import { type AlertFinder, createAlertFinder } from "./alerts/find-alerts.ts";
import { type Anchorer, createAnchorer } from "./audit-log/anchor-days.ts";
import { type FilesKey, readFilesKey } from "./audit-log/files-key.ts";
import { readIntakeKey } from "./audit-log/intake-key.ts";
import type { KeyFiles } from "./audit-log/lost-keys.ts";
import { createStamper, type Stamper } from "./audit-log/stamp-days.ts";
import { savePictureHash } from "./cases/store/pictures.ts";
import type { ProofUse } from "./core/caller.ts";
import { type IsProxy, trustProxies } from "./core/client-address.ts";
import type { HealthFacts } from "./core/health-facts.ts";
import { createInFlight, type InFlight } from "./core/limit-body-memory.ts";
import type { Rates } from "./core/rate-limits.ts";
import type { OwnScope, Ref } from "./core/scope.ts";
import { type Batcher, type BatcherOptions, createBatcher } from "./db/batcher.ts";
import { readNonceSecret } from "./db/shared-settings.ts";
import type { Db, Store } from "./db/store.ts";
import type { DecisionCallbacks } from "./decisions/store/apply-decision.ts";
import type { DeliveryParts, DispatchWorker } from "./delivery/deliver-letters.ts";
import { readSending, type SendingSettings } from "./delivery/delivery-settings.ts";
import { createMail, createNoticeMail, createWebhook } from "./delivery/send-message.ts";
import { createDocuments, type Documents } from "./documents/documents.ts";
import { createDecodedPictures, type DecodedPictures } from "./evidence/decoded-pictures.ts";
import type { EvidenceFiles } from "./evidence/evidence-files.ts";
import { createPictureHasher, type PictureHasher } from "./evidence/hash-pictures.ts";
import { createLinkedDocuments, type LinkedDocuments } from "./exports/linked-documents.ts";
import { cacheFor } from "./health/cache-for.ts";
import { readHealthFacts } from "./health/read-facts.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { createNonces, type Nonces } from "./http/nonces.ts";
import { isUnavailable } from "./http/unavailable.ts";
import { type ClockCheck, createClockCheck } from "./jobs/check-clock.ts";
import { createTidy } from "./jobs/delete-expired.ts";
import { reopenObjections } from "./objections/store/hear-objection.ts";
import { createKnownDevices, type KnownDevices } from "./people/known-devices.ts";
import { createSignOn, type SignOnGate } from "./people/sign-on/sign-on.ts";
import type { SignOnSettings } from "./people/sign-on/sign-on-settings.ts";
import { createPeopleCopier } from "./people/store/copy-people.ts";
import { useProofs } from "./people/store/used-proofs.ts";
import type { Publisher } from "./recipes/run-publisher.ts";
import { createReferralWorker } from "./referrals/store/deliver-referrals.ts";
import { followDecision, type ReferralIssuer } from "./referrals/store/make-referral.ts";
import { withdrawReferrals } from "./referrals/store/withdraw-reversed.ts";
import { createReferralWriter } from "./referrals/write-referral.ts";
import type { CellParts, Cells } from "./reports/cells.ts";
import { readKnown } from "./reports/ingest/find-elsewhere.ts";
import {
  createReportBatcher,
  type IngestOptions,
  type ReportBatcher,
  type ReportCallbacks,
} from "./reports/ingest/ingest.ts";
import { type ReportReceiver, receiveReports } from "./reports/ingest/receive-reports.ts";
import { createKnownSubjects, type KnownSubjects } from "./reports/known-subjects/known-subjects.ts";
import { hasReport } from "./reports/store/own-reports.ts";
import { createDispatchWorker } from "./requests/store/deliver-requests.ts";
import { scheduleReappeared } from "./requests/store/schedule-reappeared.ts";
import { onReversed } from "./requests/store/withdraw.ts";
import { createMessageReader, type ReadMessage } from "./requests/store/write-letter.ts";
import { gradeDecided, gradeSplit } from "./vloggers/store/mark-verdicts.ts";

type Callbacks = ReportCallbacks & DecisionCallbacks;

/**
 * `issuer` is called when a letter is made, because the intake learns its address when it listens. Each
 * runs in its caller's transaction.
 */
function createCallbacks(issuer: () => ReferralIssuer): Callbacks {
  return {
    onDecided: gradeDecided,
    onSplit: gradeSplit,
    onReported: scheduleReappeared,
    async onReversed(tx, reversed, act) {
      await withdrawReferrals(tx, reversed, act);
      await onReversed(tx, reversed, act);
    },
    onReversalDropped: reopenObjections,
    onApplied: (tx, decided, act) => followDecision(tx, decided, act, issuer()),
  };
}

export interface Intake {
  store: Store;
  /** Has people and devices; the same as `store` unless several servers share the posts and this is not the first. */
  home: Store;
  /** The intake over the server that has the report; this one if none has it. */
  holderOf(ref: Ref<OwnScope>): Promise<Intake>;
  /** Every server that shares the posts, this one first. */
  allStores(): Promise<readonly Store[]>;
  /** Copies a caller to this server if people and devices are elsewhere. */
  copyCaller(deviceId: string): Promise<void>;
  callbacks: Callbacks;
  files: EvidenceFiles;
  decodedPictures: DecodedPictures;
  documents: Documents;
  linkedDocuments: LinkedDocuments;
  /** Fingerprints pictures to find similar ones. */
  pictures: PictureHasher;
  organisation: string;
  /** Scheme, host and port under which devices reach the intake. */
  publicOrigin: string;
  /** True once a newer version has changed the tables. */
  isOutdated: boolean;
  /**
   * Gives operators access to figures and API documentation; if undefined, only the intake's own machine has
   * it.
   */
  metricsToken: string | undefined;
  /** Contact for reported vulnerabilities; if undefined, the mailbox `security` of the intake's host. */
  securityContact: string | undefined;
  /** Signs receipts and batches. */
  key: SealingKey;
  /** Decrypts files that were stored on devices. */
  filesKey: FilesKey;
  /** Undefined without a timestamping authority. */
  stamper: Stamper | undefined;
  anchorer: Anchorer;
  signOn: SignOnGate;
  knownSubjects: KnownSubjects;
  nonces: Nonces;
  /** If undefined, there are no rate limits. */
  rates: Rates | undefined;
  inFlight: InFlight;
  isProxy: IsProxy;
  /** Extensions whose pages may read answers; if undefined, all extensions. */
  extensionOrigins: readonly string[] | undefined;
  /** Blind confirmation: hides the proposer's name from the person who confirms. */
  blindConfirm: boolean;
  /** Share of confirmed approvals that the panel reviews afterwards, in per cent. */
  sampleShare: number;
  dispatcher: DispatchWorker;
  /** Sends letters of referrals to partners. */
  referralDispatcher: DispatchWorker;
  alerts: Alerts;
  /** Sends single messages, such as a channel's test. */
  delivery: DeliveryParts;
  /** Retention periods that the server's file fixes. */
  retentionFile: RetentionChanges;
  /** Settings in force, without secrets. */
  inForce: readonly SettingRow[];
  /** Undefined if packs are published by the command line only. */
  publisher: Publisher | undefined;
  /** Host part of Message-IDs. */
  mailHost: string;
  metrics: Metrics;
  now(): Date;
  /** Problems of the intake, checked at most once a minute. */
  health(): Promise<HealthFacts>;
  devices: KnownDevices;
  proofs: Batcher<ProofUse, boolean>;
  reports: ReportReceiver;
  /** Deletes expired proofs and old counts, and once an hour expired evidence. */
  cleanUp(signal?: AbortSignal): Promise<void>;
  checkClock: ClockCheck;
}

export interface Alerts {
  finder: AlertFinder;
  sender: AlertSender;
  /** True if a mail server is set. */
  canMail: boolean;
}

export interface IntakeOptions {
  store: Store;
  files: EvidenceFiles;
  organisation: string;
  publicOrigin: string;
  metricsToken?: string | undefined;
  securityContact?: string | undefined;
  /** If undefined, the key in the database is used. */
  key?: SealingKey;
  /** Decrypts files that were stored on devices; if undefined, the key in the database is used. */
  filesKey?: FilesKey;
  /** Address of the timestamping authority; if undefined, days are not stamped. */
  authority?: string | undefined;
  /** Addresses of OpenTimestamps calendars. If empty, days are not anchored. */
  calendars?: readonly string[];
  /** Retention periods that no administrator can change. */
  retentionFile?: RetentionChanges;
  /** Settings in force, for administrators; without secrets. */
  inForce?: readonly SettingRow[];
  /** Whose keys health compares with the pinned ones; not compared if undefined. */
  keyFiles?: KeyFiles | undefined;
  /** If undefined, there are no rate limits. */
  rates?: Rates | undefined;
  /** Addresses of trusted proxies. */
  proxies?: readonly string[];
  extensionOrigins?: readonly string[] | undefined;
  blindConfirm?: boolean;
  /** Per cent; 0 if unset. */
  sampleShare?: number;
  /** By default, letters to e-mail addresses wait. */
  sending?: SendingSettings;
  /** Writes a letter for delivery; by default from the request's row. */
  readMessage?: ReadMessage;
  /** Local folders that the intake writes to; their free space is watched. */
  folders?: readonly string[] | undefined;
  /** If undefined, there is no single sign-on. */
  signOn?: SignOnSettings | undefined;
  signOnMaxAgeDays?: number;
  /** If undefined, packs are published by the command line only. */
  publisher?: Publisher | undefined;
  /** If undefined, no other server shares the posts. */
  cells?: Cells | undefined;
  /** The intake's clock, adjustable in tests. */
  now?: () => Date;
  /** By default, nothing is deleted by a clock in doubt. Only simulated time replaces it. */
  checkClock?: ClockCheck | undefined;
}

const healthCacheMs = 60_000;

function createHealth(
  { db, files, clock }: { db: Db; files: EvidenceFiles; clock: () => Date },
  {
    folders = [],
    authority,
    calendars = [],
    sending,
    keyFiles,
  }: Pick<IntakeOptions, "folders" | "authority" | "calendars" | "sending" | "keyFiles">,
): Intake["health"] {
  const [stamped, anchored] = [authority !== undefined, calendars.length > 0];
  const watched = { folders, stamped, anchored, mails: sending?.mail !== undefined, keyFiles };
  return cacheFor(healthCacheMs, clock, () => readHealthFacts(db, files, clock(), watched));
}
const batch = { maxItems: 200, isFatal: isUnavailable };

export async function createIntake({
  store,
  files,
  organisation,
  publicOrigin,
  metricsToken,
  securityContact,
  key: given,
  filesKey,
  authority,
  calendars = [],
  retentionFile = {},
  inForce = [],
  keyFiles,
  rates,
  proxies = [],
  extensionOrigins,
  blindConfirm = false,
  sampleShare = 0,
  sending = readSending(undefined, undefined, publicOrigin),
  readMessage: givenReader,
  folders,
  signOn,
  signOnMaxAgeDays,
  publisher,
  cells,
  now: clock = () => new Date(),
  checkClock = createClockCheck(store.jobsDb),
}: IntakeOptions): Promise<Intake> {
  const { jobsDb } = store;
  const home = cells?.homeStore ?? store;
  const key = given ?? (await readIntakeKey(home.db));
  const decoded = createDecodedPictures();
  const documents = createDocuments();
  const linked = createLinkedDocuments(clock);
  const callbacks = createCallbacks(() => ({
    organisation,
    key,
    origin: intake.publicOrigin,
    mailHost: sending.mailHost,
  }));
  const delivery = deliveryOver(jobsDb, sending, clock);
  const signOnGate = createSignOn(signOn, signOnMaxAgeDays);
  const savingHashes = (at: CellParts) =>
    createPictureHasher(at.files, decoded, (seen) => savePictureHash(at.store.db, seen, clock()));
  const intake: Intake = {
    store,
    home,
    holderOf: createHolderOf(cells, () => intake, savingHashes),
    allStores: () => openAll(store, cells),
    copyCaller: createCopyCaller(store, home, clock),
    callbacks,
    files,
    decodedPictures: decoded,
    documents,
    linkedDocuments: linked,
    pictures: savingHashes({ store, files }),
    organisation,
    publicOrigin,
    isOutdated: false,
    metricsToken,
    securityContact,
    key,
    filesKey: filesKey ?? (await readFilesKey(home.db)),
    anchorer: createAnchorer(jobsDb, calendars),
    stamper: authority === undefined ? undefined : createStamper(jobsDb, authority),
    signOn: signOnGate,
    knownSubjects: createKnownSubjects(jobsDb, key, clock),
    nonces: createNonces(await readNonceSecret(home.db)),
    rates,
    inFlight: createInFlight(),
    isProxy: trustProxies(proxies),
    extensionOrigins,
    blindConfirm,
    sampleShare,
    ...workersOver(delivery, documents, givenReader ?? createMessageReader(key, documents)),
    alerts: alertsWith({ db: jobsDb, clock, sending, organisation }, () => intake.publicOrigin),
    retentionFile,
    inForce,
    publisher,
    mailHost: sending.mailHost,
    metrics: createMetrics(),
    now: clock,
    health: createHealth({ db: jobsDb, files, clock }, { folders, authority, calendars, sending, keyFiles }),
    devices: createKnownDevices(home.db, clock, batch),
    proofs: createBatcher({ ...batch, run: (uses) => useProofs(home.db, uses) }),
    reports: receiverOver({ store, cells, clock }, { key, callbacks, signOn: signOnGate }, batch),
    checkClock,
    cleanUp: createTidy({ store, files, retentionFile, now: clock, checkClock, caches: [decoded, linked] }),
  };
  return intake;
}

interface ReceiverParts {
  store: Store;
  cells: Cells | undefined;
  clock: () => Date;
}

function receiverOver(
  { store, cells, clock }: ReceiverParts,
  options: IngestOptions,
  limits: Pick<BatcherOptions<unknown, unknown>, "maxItems" | "isFatal">,
): ReportReceiver {
  const own = createReportBatcher(store, withHome(store), limits);
  if (!cells) return receiveReports(own);
  const made = new Map<Store, ReportBatcher>([[store, own]]);
  const storeOf = async (name: string) => (name === cells.own ? store : (await cells.open(name)).store);

  function withHome(at: Store): IngestOptions {
    if (!cells || at === cells.homeStore) return options;
    return { ...options, home: { db: cells.homeStore.db, ...createPeopleCopier(at.db, clock) } };
  }

  return receiveReports(own, {
    home: cells.home,
    async batcherOf(name) {
      const store = await storeOf(name);
      const batcher = made.get(store) ?? createReportBatcher(store, withHome(store), limits);
      made.set(store, batcher);
      return batcher;
    },
    async knows(name, arrival) {
      const { db } = await storeOf(name);
      return (await readKnown(db, [arrival])).has(arrival.report.id);
    },
  });
}

async function openAll(store: Store, cells: Cells | undefined): Promise<readonly Store[]> {
  const others = (cells?.names ?? []).filter((name) => name !== cells?.own);
  const opened = await Promise.all(others.map((name) => cells?.open(name)));
  return [store, ...opened.flatMap((server) => server?.store ?? [])];
}

function createCopyCaller(store: Store, home: Store, clock: () => Date): Intake["copyCaller"] {
  if (store === home) return async () => undefined;
  const { copy } = createPeopleCopier(store.db, clock);
  return (deviceId) => copy(home.db, [deviceId]);
}

/** Files and withdrawals go to the server that has the person's report: two people's may have one id. */
function createHolderOf(
  cells: Cells | undefined,
  intake: () => Intake,
  picturesOf: (at: CellParts) => PictureHasher,
): Intake["holderOf"] {
  const made = new Map<string, Intake>();
  return async (ref) => {
    const own = intake();
    if (!cells || (await hasReport(own.store.db, ref))) return own;
    for (const name of cells.names) {
      if (name === cells.own) continue;
      const parts = await cells.open(name);
      if (!(await hasReport(parts.store.db, ref))) continue;
      const other = made.get(name) ?? { ...own, ...parts, pictures: picturesOf(parts) };
      made.set(name, other);
      return other;
    }
    return own;
  };
}

function deliveryOver(db: Db, { mail, isLocal }: SendingSettings, now: () => Date): DeliveryParts {
  return { db, now, sendMail: mail && createMail(mail), sendWebhook: createWebhook({ now, isLocal }) };
}

function workersOver(delivery: DeliveryParts, documents: Documents, readMessage: ReadMessage) {
  return {
    delivery,
    dispatcher: createDispatchWorker({ ...delivery, readMessage }),
    referralDispatcher: createReferralWorker({ ...delivery, write: createReferralWriter(documents) }),
  };
}

interface AlertParts {
  db: Db;
  clock: () => Date;
  sending: SendingSettings;
  organisation: string;
}

/** With PORT=0 the public origin is known late. */
function alertsWith({ db, clock, sending, organisation }: AlertParts, origin: () => string): Alerts {
  const { mail, mailHost } = sending;
  const sendNotice = mail && createNoticeMail(mail);
  return {
    finder: createAlertFinder(db, clock),
    sender: createAlertSender({ db, now: clock, sendNotice, organisation, origin, mailHost }),
    canMail: mail !== undefined,
  };
}
