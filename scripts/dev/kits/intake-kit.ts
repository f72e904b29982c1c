/** An intake in this process with an adjustable clock, and devices that sign like the extension. */

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { createApp } from "../../../intake/app.ts";
import { describeCases } from "../../../intake/cases/similar/describe-cases.ts";
import type { Store } from "../../../intake/db/store.ts";
import { type EvidenceFiles, openEvidence } from "../../../intake/evidence/evidence-files.ts";
import { createIntake, type Intake, type IntakeOptions } from "../../../intake/intake.ts";
import { createEnrolment, type Enrolment, type NewPerson } from "../../../intake/people/store/enrolment.ts";
import { requireUnit } from "../../../intake/people/store/people.ts";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { ProblemDocument } from "../../../utils/shared/contract/problem.ts";
import type { Report } from "../../../utils/shared/contract/report.ts";
import type { Affiliation, Role, Subject } from "../../../utils/shared/contract/site.ts";
import { canonicalJson, digestHex } from "../../../utils/shared/seal/digest.ts";
import { makeProof } from "../../../utils/shared/seal/request-proof.ts";
import { type SealingKey, sealEvidence } from "../../../utils/shared/seal/seal.ts";
import { addressOf } from "../../../utils/shared/subject/address-of.ts";
import { newKey, evidence as sample } from "./evidence.ts";

export const origin = "http://intake.test";

const metricsToken = "token-of-those-who-run-the-intake";
/** Authorisation of the intake's operators. */
export const operator = { headers: { Authorization: `Bearer ${metricsToken}` } };

export interface TestAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  problem: ProblemDocument["code"] | undefined;
  /** Paths of the invalid fields. */
  fields: string[];
  headers: Headers;
}

export interface TestRequest {
  body?: unknown;
  /** Sent instead of a JSON body. */
  bytes?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  /** Changes what is signed. */
  sign?: { method?: string; address?: string; body?: string; nonce?: string | undefined };
  /** Another replica to send it to. */
  app?: Hono;
  /** Remote address of the socket. */
  from?: string;
  /** Sent instead of a fresh proof; empty for none. */
  proof?: string;
}

export interface TestDevice {
  name: string;
  publicKey: PublicKey;
  key: SealingKey;
  /** Seals the report as this device. The same evidence gets the same seal, as on a retry. */
  sealed(report: UnsealedReport): Promise<Report>;
  /** Seals a report without a seal. */
  call(method: string, path: string, request?: TestRequest): Promise<TestAnswer>;
  /** The proof of the last request. */
  lastProof(): string;
}

export interface IntakeKit {
  intake: Intake;
  app: Hono;
  store: Store;
  /** In milliseconds; each reading advances it by one. */
  clock: { ms: number };
  /** If false, cases stay undescribed until the test calls `describeCases`. */
  describesAtOnce: boolean;
  newDevice(name?: string): Promise<TestDevice>;
  /** Creates a person and their code, by the intake's clock. */
  code(person: NewPerson): Promise<Enrolment>;
  /** `unit` is the name of an existing one. */
  /** Without an affiliation, panelists are of civil society and of the ministry in turn. */
  enrolled(role: Role, name?: string, unit?: string, affiliation?: Affiliation | null): Promise<TestDevice>;
  close(): Promise<void>;
}

export async function startKit(
  store: Store,
  wrap: (files: EvidenceFiles) => EvidenceFiles = (files) => files,
  parts: Partial<IntakeOptions> = {},
): Promise<IntakeKit> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-evidence-"));
  const clock = { ms: Date.parse("2026-11-25T03:00:00.000Z") };
  const files = wrap(await openEvidence(`file:${folder}`));
  const now = () => new Date(clock.ms++);
  const intake = await createIntake({
    store,
    files,
    organisation: "Kominfo",
    publicOrigin: origin,
    metricsToken,
    now,
    // The clock is simulated: it starts on a fixed day and jumps by years.
    checkClock: async () => undefined,
    ...parts,
  });
  const app = createApp(intake);
  let panelists = 0;
  const nextKind = (): Affiliation => (panelists++ % 2 === 0 ? "civil-society" : "ministry");
  // Jobs do not run here, and tests expect a report to be searchable and compared at once. Reports that arrive together
  // share a run: one each would use up the connections.
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<unknown> | undefined;
  const startNext = () => {
    next = undefined;
    running = describeCases(store.db, { now: () => new Date(clock.ms) });
    return running;
  };
  const describe = async () => {
    if (!kit.describesAtOnce) return;
    next ??= running.then(startNext, startNext);
    await next;
  };
  const kit: IntakeKit = {
    intake,
    app,
    store,
    clock,
    describesAtOnce: true,
    code: (person) => createEnrolment(store, person, intake.now()),
    newDevice: (name = "unknown") => newDevice(app, name, describe),
    async enrolled(role, name = role, unit, affiliation) {
      const kind = affiliation === undefined && role === "panelist" ? nextKind() : affiliation;
      const device = await newDevice(app, name, describe);
      const unitId = unit === undefined ? undefined : await requireUnit(store.db, unit);
      const { code } = await kit.code({ role, name, unitId, affiliation: kind ?? undefined });
      const answer = await device.call("POST", "/v1/enrolments", { body: enrolment(code) });
      if (answer.status !== 200) throw new Error(`enrolment: ${JSON.stringify(answer.body)}`);
      return device;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
  return kit;
}

export function enrolment(code: string) {
  return { code, device: { browser: "Firefox 153", extensionVersion: "0.1.0" } };
}

async function newDevice(app: Hono, name: string, onReported: () => Promise<unknown>): Promise<TestDevice> {
  const key = await newKey();
  const { publicKey } = key;
  const seals = new Map<string, Promise<string>>();
  let nonce: string | undefined;
  let proof = "";

  async function sealed(report: UnsealedReport): Promise<Report> {
    const name = canonicalJson(report.evidence);
    const seal = seals.get(name) ?? sealEvidence(report.evidence, key);
    seals.set(name, seal);
    return { ...report, seal: await seal };
  }

  async function bodyOf({ body, bytes }: TestRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (bytes || body === undefined) return bytes;
    return new TextEncoder().encode(JSON.stringify(isUnsealed(body) ? await sealed(body) : body));
  }

  async function sign(
    method: string,
    path: string,
    body: Uint8Array<ArrayBuffer> | undefined,
    changed: NonNullable<TestRequest["sign"]>,
  ): Promise<string> {
    const used = "nonce" in changed ? changed.nonce : nonce;
    return makeProof({
      key: key.privateKey,
      publicKey,
      method: changed.method ?? method,
      address: changed.address ?? origin + path,
      bodySha256: await digestHex(changed.body ?? body ?? ""),
      ...(used === undefined ? {} : { nonce: used }),
    });
  }

  async function send(method: string, path: string, request: TestRequest): Promise<TestAnswer> {
    const body = await bodyOf(request);
    proof = request.proof ?? (await sign(method, path, body, request.sign ?? {}));
    const headers = {
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...(proof ? { DPoP: proof } : {}),
      ...request.headers,
    };
    const init = { method, headers, ...(body ? { body } : {}) };
    const response = await (request.app ?? app).request(origin + path, init, socketFrom(request.from));
    nonce = response.headers.get("DPoP-Nonce") ?? nonce;
    return readAnswer(response);
  }

  return {
    name,
    publicKey,
    key,
    sealed,
    lastProof: () => proof,
    async call(method, path, request = {}) {
      const first = await send(method, path, request);
      const again =
        first.problem === "nonce-needed" && request.sign === undefined && request.proof === undefined;
      const answer = again ? await send(method, path, request) : first;
      if (path === "/v1/reports" && answer.status === 200) await onReported();
      return answer;
    },
  };
}

/** Bindings that the server passes to the app with a request. */
export function socketFrom(remoteAddress: string | undefined) {
  return remoteAddress === undefined ? {} : { incoming: { socket: { remoteAddress } } };
}

export async function readAnswer(response: Response): Promise<TestAnswer> {
  const type = response.headers.get("content-type") ?? "";
  const body = /json/.test(type) ? await response.json() : new Uint8Array(await response.arrayBuffer());
  const fields = (body.fields ?? []).map((field: { path: string }) => field.path);
  const problem = type.startsWith("application/problem+json") ? body.code : undefined;
  return { status: response.status, body, problem, fields, headers: response.headers };
}

/** A report before its device seals it. */
export type UnsealedReport = Omit<Report, "seal"> & { seal?: string };

function isUnsealed(body: unknown): body is UnsealedReport {
  return typeof body === "object" && body !== null && "evidence" in body && !("seal" in body);
}

export interface SampleReport extends Partial<Omit<Report, "evidence">> {
  evidence?: Partial<Evidence>;
}

let counter = 0;

/** Replaces the permalink by the subject's address, if it has one. */
function fieldsOf(subject: Subject): Evidence["fields"] {
  const { permalink: _, ...fields } = sample.fields;
  const value = addressOf(subject);
  return value === undefined ? fields : { ...fields, permalink: { value, source: "attr:href a" } };
}

/** A valid report of a new post, changed as the test needs. Its device seals it when it is sent. */
export function sampleReport({ evidence = {}, ...rest }: SampleReport = {}): UnsealedReport {
  const site = evidence.site ?? "x";
  const kind = evidence.kind ?? "post";
  const subject = evidence.subject ?? (`${site}:${kind}:9${++counter}` as const);
  return {
    id: randomUUID(),
    evidence: {
      ...sample,
      id: randomUUID(),
      site,
      kind,
      subject,
      fields: fieldsOf(subject),
      ...evidence,
    },
    category: "JUDI",
    basis: ["uu-ite-27-2"],
    policyVersion: 1,
    action: "BATAS_WILAYAH",
    urgent: false,
    ...rest,
  };
}

/** Both ids of a new post on Facebook, and evidence of it under either. */
export function facebookPost() {
  const no = ++counter;
  const pfbid = `facebook:post:pfbid0kiriman000${no}` as const;
  const number = `facebook:post:88${no}` as const;
  const post = { site: "facebook", kind: "post" } as const;
  return {
    pfbid,
    number,
    byPfbid: { ...post, subject: pfbid },
    byNumber: { ...post, subject: number },
    /** Names both ids. */
    byBoth: { ...post, subject: number, aliases: [pfbid] },
  };
}

/** Two new people report the post with links that show both names. Answers the case that they reported to. */
export async function confirmAliases(
  kit: Pick<IntakeKit, "enrolled">,
  { byBoth }: Pick<ReturnType<typeof facebookPost>, "byBoth">,
): Promise<string> {
  let caseId = "";
  for (const by of [await kit.enrolled("officer"), await kit.enrolled("officer")]) {
    const answer = await by.call("POST", "/v1/reports", { body: sampleReport({ evidence: byBoth }) });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    caseId = answer.body.caseId;
  }
  return caseId;
}

/** Evidence of a post without text, which is similar to no other post. */
export function withoutText(report: UnsealedReport = sampleReport()): UnsealedReport {
  const { text: _text, title: _title, ...fields } = report.evidence.fields;
  return { ...report, evidence: { ...report.evidence, fields } };
}

/** A report in the no-pixels lane. */
export function sampleNoPixels(evidence: Partial<Evidence> = {}): UnsealedReport {
  const lane = { category: "PORNO_ANAK", basis: ["uu-44-2008-4-1-f"], action: "HAPUS_KEBIJAKAN" } as const;
  const report = sampleReport({ evidence, ...lane, basis: [...lane.basis] });
  const { page: _page, ...rest } = report.evidence;
  const fields = {
    permalink: { value: "https://x.com/u/status/9", source: "a" },
    authorId: { value: "42", source: "b" },
  };
  return { ...report, evidence: { ...rest, fields, picture: { state: "none", reason: "category" } } };
}

/** Bytes with only a PNG signature, and their entry in a report. */
export async function samplePicture(content = "picture") {
  const bytes = new Uint8Array(
    Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.from(content)]),
  );
  const file = {
    sha256: await digestHex(bytes),
    type: "image/png",
    bytes: bytes.length,
    width: 10,
    height: 10,
  } as const;
  return { bytes, file, picture: { state: "taken", file } as const };
}
