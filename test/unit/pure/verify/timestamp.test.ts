/** A day's timestamp by a local authority that `openssl ts` plays: what fits holds, and what does not is named. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkTimestamp } from "../../../../utils/shared/seal/check-timestamp.ts";
import { dayRoot, noBatch, signBatch } from "../../../../utils/shared/seal/log-batch.ts";
import { signExport } from "../../../../utils/shared/seal/signed-kinds.ts";
import { makeTimestampRequest } from "../../../../utils/shared/seal/timestamp-request.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { formatVerdict } from "../../../../utils/shared/verify/format-verdict.ts";
import { bytesOf, makeExport } from "../../../support/export-kit.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const folder = mkdtempSync(join(tmpdir(), "lapor-tsa-"));
const root = "ab".repeat(32);
let answer: Bytes;

const config = `
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
[req]
distinguished_name = dn
[dn]
[ext]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping
`;

function openssl(...args: string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
}

const stamp = (digest: string) => stampWith(undefined, { digest });

function stampWith(
  option: string | undefined,
  { digest = root, hash = "-sha256", cert = true }: { digest?: string; hash?: string; cert?: boolean } = {},
): Bytes {
  const options = [...(option ? [option] : []), ...(cert ? ["-cert"] : [])];
  openssl("ts", "-query", "-digest", digest, hash, ...options, "-out", "query.tsq");
  openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "answer.tsr");
  return new Uint8Array(readFileSync(join(folder, "answer.tsr")));
}

function makeAuthority(): void {
  const subject = [
    "-subj",
    "/CN=Otoritas Waktu Uji",
    "-days",
    "30",
    "-config",
    "tsa.cnf",
    "-extensions",
    "ext",
  ];
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "tsa.key",
    "-out",
    "tsa.pem",
    ...subject,
  );
}

beforeAll(() => {
  writeFileSync(join(folder, "tsa.cnf"), config);
  writeFileSync(join(folder, "serial"), "01");
  makeAuthority();
  answer = stamp(root);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("names the time and the authority", async () => {
  const checked = await checkTimestamp(answer, root);
  expect(checked).toMatchObject({ ok: true, value: { authority: "Otoritas Waktu Uji" } });
  const at = checked.ok ? Date.parse(checked.value.at) : 0;
  expect(Math.abs(Date.now() - at)).toBeLessThan(120_000);
});

test("our own request is answered, and the answer is good for its number alone", async () => {
  const [one, other] = [makeTimestampRequest(root), makeTimestampRequest(root)];
  expect(one.nonce).toMatch(/^[0-9a-f]{32}$/);
  expect(one.nonce).not.toBe(other.nonce);
  writeFileSync(join(folder, "ours.tsq"), one.der);
  openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "ours.tsq", "-out", "ours.tsr");
  const answered = new Uint8Array(readFileSync(join(folder, "ours.tsr")));
  expect(await checkTimestamp(answered, root, one.nonce)).toMatchObject({ ok: true });
  expect(await checkTimestamp(answered, root, `00${one.nonce}`)).toMatchObject({ ok: true });
  const numbered = { problem: { code: "custody-invalid", detail: "nonce" } };
  expect(await checkTimestamp(answered, root, other.nonce)).toMatchObject(numbered);
  // Asked without a number.
  const plain = stampWith("-no_nonce");
  expect(await checkTimestamp(plain, root)).toMatchObject({ ok: true });
  expect(await checkTimestamp(plain, root, one.nonce)).toMatchObject(numbered);
});

test("an answer without the authority's certificate, or with another hash", async () => {
  const bare = stampWith("-no_nonce", { cert: false });
  expect(await checkTimestamp(bare, root)).toMatchObject({ problem: { detail: "certificate" } });
  const longer = stampWith("-no_nonce", { hash: "-sha512", digest: root.repeat(2) });
  expect(await checkTimestamp(longer, root)).toMatchObject({ problem: { detail: "imprint" } });
  expect(await checkTimestamp(longer, root.repeat(2))).toMatchObject({ problem: { detail: "imprint" } });
});

test("another root, a refusal, and an invalid answer", async () => {
  expect(await checkTimestamp(answer, "cd".repeat(32))).toMatchObject({ problem: { detail: "imprint" } });
  const refused = Uint8Array.from([0x30, 5, 0x30, 3, 2, 1, 2]);
  expect(await checkTimestamp(refused, root)).toMatchObject({ problem: { detail: "status" } });
  for (const bytes of [new Uint8Array(), new Uint8Array(100), answer.slice(0, 200)]) {
    expect(await checkTimestamp(bytes, root)).toMatchObject({ problem: { detail: "form" } });
  }
});

test("a changed signature or time", async () => {
  const signature = answer.slice();
  signature[signature.length - 5] = (signature.at(-5) ?? 0) ^ 1;
  expect(await checkTimestamp(signature, root)).toMatchObject({ problem: { detail: "signature" } });
  const time = answer.slice();
  const at = Buffer.from(time).indexOf("Z", Buffer.from(time).indexOf(Buffer.from(root, "hex")));
  time[at - 1] = (time[at - 1] ?? 0) ^ 1;
  expect(await checkTimestamp(time, root)).toMatchObject({ problem: { detail: "signature" } });
});

test("in an export: names the authority and the time of a day, or the fault", async () => {
  const kit = await makeExport();
  const [day] = kit.unsigned.days;
  if (!day) throw new Error("the kit has a day");
  const check = async (timestamp: Uint8Array) => {
    const days = [{ ...day, timestamp: Buffer.from(timestamp).toString("base64") }];
    const exported = { ...kit.unsigned, days };
    return checkBytes(bytesOf({ ...exported, jws: await signExport(exported, kit.intake) }));
  };
  const right = await check(stamp(day.root));
  expect(right.outcome).toBe("holds");
  expect(right.days[0]?.timestamp?.authority).toBe("Otoritas Waktu Uji");
  const wrong = await check(answer);
  expect(wrong.findings.filter(({ holds }) => holds === false)).toMatchObject([
    { code: "timestamp", path: "day 2026-11-25 timestamp", values: { part: "imprint" } },
  ]);
});

test("in an export: a batch made after its day was stamped has no timestamp, and the file fails", async () => {
  const kit = await makeExport();
  const [day] = kit.unsigned.days;
  if (!day) throw new Error("the kit has a day");
  const earlier = await signBatch(
    { no: 1, at: `${day.day}T02:00:00.000Z`, size: 1, root: "ab".repeat(32), previous: noBatch },
    kit.intake,
  );
  const stamped = { ...day, batches: [earlier], root: await dayRoot([earlier]) };
  const timestamp = Buffer.from(stamp(stamped.root)).toString("base64");
  const check = async (days: typeof kit.unsigned.days) => {
    const exported = { ...kit.unsigned, days };
    const verdict = await checkBytes(bytesOf({ ...exported, jws: await signExport(exported, kit.intake) }));
    expect(formatVerdict("en", verdict)).not.toContain("was timestamped by");
    return verdict.findings.filter(({ holds }) => holds === false);
  };
  const unlisted = { code: "day", values: { day: day.day, part: "unlisted" } };
  expect(await check([{ ...stamped, timestamp }])).toMatchObject([unlisted, unlisted]);
  const repeated = { code: "day", values: { day: day.day, part: "repeated" } };
  expect(await check([{ ...stamped, timestamp }, day])).toMatchObject([repeated]);
  expect(await check([day, { ...stamped, timestamp }])).toMatchObject([repeated]);
});

test("signed content of another kind", async () => {
  const bytes = answer.slice();
  const timestampInfo = Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x10, 1, 4]);
  bytes[Buffer.from(bytes).indexOf(timestampInfo) + 10] = 5;
  expect(await checkTimestamp(bytes, root)).toMatchObject({ problem: { detail: "form" } });
});

/** `openssl ts` refuses to answer with such a certificate, so one byte of a good one's extension is changed. */
test.each([
  ["is not for timestamps", 7, 1],
  ["names no purpose", -10, 0x7e],
  ["has purposes in another form", -4, 0x31],
  ["has purposes that end too early", -3, 0x7f],
])("a certificate that %s", async (_, offset, byte) => {
  const bytes = answer.slice();
  const purpose = Buffer.from(bytes).indexOf(Buffer.from([0x2b, 6, 1, 5, 5, 7, 3, 8]));
  bytes[purpose + offset] = byte;
  expect(await checkTimestamp(bytes, root)).toMatchObject({ problem: { detail: "certificate" } });
});
