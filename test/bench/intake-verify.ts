/** Measures how many sealed packets, and how many bytes of files, one core verifies per second. */

import { randomBytes } from "node:crypto";
import { checkSeal } from "../../intake/evidence/check-seal.ts";
import { newKey } from "../../scripts/dev/kits/evidence.ts";
import { sampleReport } from "../../scripts/dev/kits/intake-kit.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { type SealingKey, sealEvidence } from "../../utils/shared/seal/seal.ts";
import { type Figure, figure, median, rounds } from "./figure.ts";

const packetsARun = 1_000;
const devices = 20;
const packetsASecond = 1_000;

const fileBytes = 4_000_000;
const filesARun = 25;
const bytesASecond = 200_000_000;

/** Simulated number of concurrent requests. */
const inFlight = 32;

/** CPU time of all threads, so that the result is one core's time regardless of other load. */
async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

async function inLanes<T>(items: readonly T[], check: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async () => {
    for (const item of left) await check(item);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

/** One warm-up run, then the median of the rounds. */
async function medianOf(work: () => Promise<void>): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await cpuSeconds(work));
  return median(taken);
}

/** Signature, manifest and all digests, with the intake's own function. */
export async function verifyPackets(): Promise<Figure[]> {
  const keys = await Promise.all(Array.from({ length: devices }, newKey));
  const packets = await Promise.all(
    Array.from({ length: packetsARun }, async (_, index) => {
      const { evidence } = sampleReport();
      return { evidence, seal: await sealEvidence(evidence, keys[index % devices] as SealingKey) };
    }),
  );
  const seconds = await medianOf(() =>
    inLanes(packets, async (packet) => {
      const checked = await checkSeal(packet, async () => undefined);
      if (!checked.ok) throw new Error(checked.problem.detail);
    }),
  );
  return [
    figure({
      name: "intake.verify.packets",
      value: packetsARun / seconds,
      unit: "1/s",
      vs: packetsASecond,
      against: "what one core has to check",
    }),
  ];
}

/** The digest of each file, as on arrival. */
export async function verifyFiles(): Promise<Figure[]> {
  const files = await Promise.all(
    Array.from({ length: filesARun }, async () => {
      const bytes = new Uint8Array(randomBytes(fileBytes));
      return { bytes, sha256: await digestHex(bytes) };
    }),
  );
  const seconds = await medianOf(() =>
    inLanes(files, async ({ bytes, sha256 }) => {
      if ((await digestHex(bytes)) !== sha256) throw new Error("another digest");
    }),
  );
  return [
    figure({
      name: "intake.verify.files",
      value: (filesARun * fileBytes) / seconds / 1_000_000,
      unit: "MB/s",
      vs: bytesASecond / 1_000_000,
      against: "what one core has to check",
    }),
  ];
}
