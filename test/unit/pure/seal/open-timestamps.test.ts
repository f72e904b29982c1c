/** OpenTimestamps proofs: published examples of other programs, damage, and upgrades. */

import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../utils/shared/seal/digest.ts";
import {
  listAttested,
  type Proof,
  readBlockHeader,
  readCalendarAnswer,
  readProof,
  upgradeProof,
  writeProof,
} from "../../../../utils/shared/seal/open-timestamps.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

/** Examples that the reference clients publish. */
const pending = {
  digest: "efaa174f68e59705757460f4f7d204bd2b535cfd194d9d945418732129404ddb",
  proof: fromHex(
    "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108efaa174f68e59705757460f4f7d204" +
      "bd2b535cfd194d9d945418732129404ddbf010839037eef449dec6dac322ca97347c4508fff0106b4023b6edd3a0eeeb" +
      "09e5d718723b9e08f10457d46515f008eadd66b1688d55740083dfe30d2ef90c8e2e2d68747470733a2f2f616c696365" +
      "2e6274632e63616c656e6461722e6f70656e74696d657374616d70732e6f7267f010a3ad701ef9f10535a84968b5a99d" +
      "858008f10457d46516f008647b90ea1b270a970083dfe30d2ef90c8e2c2b68747470733a2f2f626f622e6274632e6361" +
      "6c656e6461722e6f70656e74696d657374616d70732e6f7267",
  ),
};
const attested = {
  digest: "397a00836979837319bdd350aa93bcc2798e94e08ab00f32f355e5ebe7837c2b",
  height: 523364,
  merkleRoot: "39780753a0e7785eea0fabafa8fbef1ef2539d26f6cbf3beac738a1de0e74f3c",
  proof: fromHex(
    "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108397a00836979837319bdd350aa93bc" +
      "c2798e94e08ab00f32f355e5ebe7837c2bf0106a6c63dbd77f703dd4a6f839c3de512908fff01008a28ede8508fec911" +
      "1dd074af0e46b308f1202162baaecd150cc34dd97efbf43490a6783fb63ebcc09859af5af54e14999c9708f1045affdc" +
      "4ef008f6548d220342e1130083dfe30d2ef90c8e2c2b68747470733a2f2f626f622e6274632e63616c656e6461722e6f" +
      "70656e74696d657374616d70732e6f7267fff01038e071b94587476d4192ebf63af99cd208f12063925378680fe4de79" +
      "4726c25dc64ab5c5a2266dad2d351ed52e4f5899b6a5f008f1045affdc4ef008b93040fd063558490083dfe30d2ef90c" +
      "8e2e2d68747470733a2f2f616c6963652e6274632e63616c656e6461722e6f70656e74696d657374616d70732e6f7267" +
      "fff0104640c88c0564adb0216beca87cb7b5eb08f02070d000c3bfc5bc178bb6950b4b73e262f8f5c3a551fc657b31ec" +
      "30dc9ca237f108f1045affdc4ff008447dd8439ad3a8f6ff0083dfe30d2ef90c8e232268747470733a2f2f6274632e63" +
      "616c656e6461722e636174616c6c6178792e636f6d08f12045204a97bf23771ae6c8a86aaf4a30493f9108f98a42b128" +
      "82e9c95ff2924d5808f1207b82ac333f2d5ddc99be1c329242c9ea9cf4f6252c67e29ed31318f3f17710c108f120ef6f" +
      "7590be31d912a76756b59370582ce1b7892aa5664979c44d7e62a25345b608f020bf4e802701694b6603b98c6436df82" +
      "87a11ce8b2cd683b6b4e1db6fa5c7e24f308f0209dd77039664b0aea3bfe2fb9c173cca64fd9296410aacaae05740e8a" +
      "50f6efca08f12005539385383d3d8f12d2ff37888f23902cff68b5571c762fdf476c5a9264416108f020e285b5cf4c05" +
      "6f807225b63369802d083fda79e1cfa31db4e784eca8998e812908f020499f6fea3fd89598bb7101d35a557de10ed956" +
      "683912c9c52b901a4858dad25f08f0204ac767c74f54896aa252d141f38703784aec97bec0b9d5f9f18b35acb5454ca9" +
      "08f020018ec839b0b3309bdd72df9ead10b3473311ec7c26717892e8f0df73f9d6d07508f171010000000140ffa105d5" +
      "91ac2eaa0c697fb3ab91993cb04569c3dc42a96083c4a2fe73f5a900000000171600146d038a704847cb06ef02e24cba" +
      "3ac0c02f2995f6fdffffff029fd027000000000017a91459608cf3473f09f572990de15b04a33e6d5cd9b58700000000" +
      "00000000226a20f00463fc07000808f120c35a06d3449ef59c193e038595123126d927905d2a788846215ccb06ea40c3" +
      "780808f0208362d01e06044641b811a511c81a99c05561d61930621f18c16196aecb2d26530808f1200733685e4f961a" +
      "01e9a5522043372d53dd18999c4fed1a06200711dcf7f031760808f120c64c00e35b402083d499c8481d89388bd5016a" +
      "59f2a601c0917144f6be6fa7ee0808f12030b80dc1aab3e0868799153ca10ec3aab608e863dddd7c15e3b131a02a3e3c" +
      "430808f020fa8ce6fbdda4e688875775a7de90f32232c65fe3c2772635fa15369de5715b7f0808f020c88509c4d13074" +
      "f3471c0ca825d07f19398fc57a4d17d1013511756178176a1b0808f12004c7920f2c2086edcacf211d4bb4ab33dc9aa0" +
      "5847471744538ad389c43b441b0808f02041e173ce42b5d007f0f8754663fa9e54bff9824101e43a0689d7e6fda5ef87" +
      "200808f120c7aa792c76d7ebfdad654eb7ca0fa9579a4c9a8898f875084192f7cb9e232bc40808f120f41eb94e9652e4" +
      "4048077727ee9f6708b4d65917c7db0913157fd68f94c5e76c0808000588960d73d7190103e4f81ff010908f680a2c08" +
      "37bb651945656a7ac71a08f020bb8e81cb1a4204d116325b287455f7c6b5041d496025610ac1f834cfbb8f735808f104" +
      "5affdc4ef008384e62331c9309120083dfe30d2ef90c8e292868747470733a2f2f66696e6e65792e63616c656e646172" +
      "2e657465726e69747977616c6c2e636f6d",
  ),
};

/** The first block of the chain. */
const firstBlock = {
  header:
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e" +
    "67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c",
  hash: "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
  at: "2009-01-03T18:15:05.000Z",
  merkleRoot: "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a",
};

type Tree = Proof["tree"];

async function read({ digest, proof }: { digest: string; proof: Uint8Array<ArrayBuffer> }): Promise<Proof> {
  const result = await readProof(proof, digest);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

describe("a proof of another program", () => {
  test("names both calendars that it waits for", async () => {
    expect(listAttested(await read(pending)).map(({ attestation }) => attestation)).toEqual([
      { kind: "pending", calendar: "https://alice.btc.calendar.opentimestamps.org" },
      { kind: "pending", calendar: "https://bob.btc.calendar.opentimestamps.org" },
    ]);
  });

  test("names height and Merkle root of the block that it reached", async () => {
    expect(listAttested(await read(attested))).toContainEqual({
      message: attested.merkleRoot,
      attestation: { kind: "bitcoin", height: attested.height },
    });
  });

  test("is written exactly as read", async () => {
    for (const proof of [pending, attested])
      expect(toHex(writeProof(await read(proof)))).toBe(toHex(proof.proof));
  });

  test("is refused for another digest", async () => {
    expect(await readProof(attested.proof, pending.digest)).toMatchObject({ problem: { detail: "digest" } });
  });
});

describe("a damaged proof", () => {
  test("never attests the same Merkle root of the same block", async () => {
    const proof = await read(attested);
    keepBitcoin(proof.tree);
    const bytes = writeProof(proof);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const result = await readProof(changed, attested.digest);
        if (result.ok && countSwapped(proof.tree, result.value.tree) === 1) return;
        expect(result.ok ? listAttested(result.value) : []).not.toContainEqual({
          message: attested.merkleRoot,
          attestation: { kind: "bitcoin", height: attested.height },
        });
      }),
      { numRuns: 1_000, examples: [[7328]] },
    );
  });

  test("is refused when it is cut, too deep, or has bytes left over", async () => {
    for (const length of [0, 20, 64, 65, 100, attested.proof.length - 1])
      expect((await readProof(attested.proof.slice(0, length), attested.digest)).ok).toBe(false);
    const longer = Uint8Array.from([...attested.proof, 0]);
    expect(await readProof(longer, attested.digest)).toMatchObject({ problem: { detail: "form" } });
    const deep = Uint8Array.from({ length: 300 }, () => 0x08);
    expect(await readCalendarAnswer(deep, pending.digest)).toMatchObject({ problem: { detail: "form" } });
    const huge = new Uint8Array(100_001);
    expect(await readCalendarAnswer(huge, pending.digest)).toMatchObject({ problem: { detail: "form" } });
  });

  test("is refused with an operation that is not SHA-256, append or prepend", async () => {
    const ripemd160 = Uint8Array.from([0x03, ...fromHex("00")]);
    expect(await readCalendarAnswer(ripemd160, pending.digest)).toMatchObject({
      problem: { detail: "operation" },
    });
  });
});

/**
 * Number of "append" and "prepend" that were exchanged where the argument is the message itself, as at the odd end of a
 * block's tree: both mean the same. NaN if the trees differ in anything else.
 */
function countSwapped(one: Tree, other: Tree): number {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (!isSame(one.attestations, other.attestations) || one.branches.length !== other.branches.length)
    return Number.NaN;
  return one.branches.reduce((count, { tag, argument, next }, index) => {
    const twin = other.branches[index];
    if (!twin || !isSame([...argument], [...twin.argument])) return Number.NaN;
    const isSwapped = tag !== twin.tag;
    if (isSwapped && !isSame([...argument], [...one.message])) return Number.NaN;
    return count + (isSwapped ? 1 : 0) + countSwapped(next, twin.next);
  }, 0);
}

/** Removes the attestations and branches that do not lead to a block. Returns whether any is left. */
function keepBitcoin(tree: Tree): boolean {
  tree.attestations = tree.attestations.filter(({ kind }) => kind === "bitcoin");
  tree.branches = tree.branches.filter(({ next }) => keepBitcoin(next));
  return tree.attestations.length + tree.branches.length > 0;
}

describe("a calendar's answer", () => {
  const number = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...number(Math.floor(value / 128))];
  const sized = (bytes: readonly number[]) => [...number(bytes.length), ...bytes];
  const zeros = (length: number) => new Array<number>(length).fill(0);
  const attestation = (tag: string, payload: readonly number[]) => [0x00, ...fromHex(tag), ...sized(payload)];
  const unknown = (length: number) => attestation("0102030405060708", zeros(length));
  const bitcoin = (payload: readonly number[]) => attestation("0588960d73d71901", payload);
  const waiting = (calendar: string, rest: readonly number[] = []) =>
    attestation("83dfe30d2ef90c8e", [...sized([...new TextEncoder().encode(calendar)]), ...rest]);
  const append = (length: number) => [0xf0, ...sized(zeros(length))];
  const hashes = (count: number) => new Array<number>(count).fill(0x08);
  /** An answer of this many bytes. */
  const long = (length: number) => {
    const parts = new Array<number[]>(12).fill([0xff, ...unknown(8192)]).flat();
    return [...parts, ...unknown(length - parts.length - unknown(200).length + 200)];
  };
  const readAnswer = (bytes: readonly number[], message = "") =>
    readCalendarAnswer(Uint8Array.from(bytes), message);

  test.each([
    ["an argument", [...append(4096), ...unknown(0)], [...append(4097), ...unknown(0)]],
    [
      "a result",
      [...append(4095), ...append(1), ...unknown(0)],
      [...append(4096), ...append(1), ...unknown(0)],
    ],
    ["an unknown attestation", unknown(8192), unknown(8193)],
    ["a calendar's address", waiting("a".repeat(1000)), waiting("a".repeat(1001))],
    ["the depth", [...hashes(256), ...unknown(0)], [...hashes(257), ...unknown(0)]],
    ["the whole", long(100_000), long(100_001)],
  ])("is accepted up to the limit on %s, and refused beyond it", async (_, longest, tooLong) => {
    const result = await readAnswer(longest);
    if (!result.ok) throw new Error(result.problem.detail);
    // Behind the header and the digest.
    expect([...writeProof(result.value)].slice(-longest.length)).toEqual(longest);
    expect(await readAnswer(tooLong)).toMatchObject({ problem: { detail: "form" } });
  });

  test.each<[number, number[]]>([
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [2 ** 35 - 1, [0xff, 0xff, 0xff, 0xff, 0x7f]],
  ])("names the height %i of its block", async (height, encoded) => {
    const result = await readAnswer(bitcoin(encoded));
    if (!result.ok) throw new Error(result.problem.detail);
    expect(listAttested(result.value)).toEqual([{ message: "", attestation: { kind: "bitcoin", height } }]);
    expect([...writeProof(result.value)].slice(-encoded.length)).toEqual(encoded);
  });

  test.each<[string, number[]]>([
    ["a number that is longer than needed", bitcoin([0x80, 0x00])],
    ["a number of more than 35 bits", bitcoin([0x80, 0x80, 0x80, 0x80, 0x80, 0x01])],
    ["bytes after the height", bitcoin([0x07, 0x00])],
    ["bytes after the calendar's address", waiting("https://a.example", [0x00])],
    ["an address with other characters", waiting("https://a.example/?x")],
    ["an address with a line break", waiting("https://a.example\n")],
    ["an empty address", waiting("")],
  ])("is refused with %s", async (_, bytes) => {
    expect(await readAnswer(bytes)).toMatchObject({ problem: { detail: "form" } });
  });

  test("keeps attestations of unknown kinds", async () => {
    const result = await readAnswer(unknown(2));
    if (!result.ok) throw new Error(result.problem.detail);
    expect(listAttested(result.value)).toEqual([
      { message: "", attestation: { kind: "unknown", tag: "0102030405060708", payload: "0000" } },
    ]);
  });
});

describe("an upgrade", () => {
  const bitcoinAt = (height: number) =>
    fromHex(`000588960d73d7190101${height.toString(16).padStart(2, "0")}`);

  test("replaces the pending attestation with the block's", async () => {
    const proof = await read(pending);
    const [first] = listAttested(proof);
    const answer = await readCalendarAnswer(bitcoinAt(7), first?.message ?? "");
    if (!answer.ok) throw new Error(answer.problem.detail);
    expect(upgradeProof(proof, answer.value)).toBe(true);
    const again = await read({ digest: pending.digest, proof: writeProof(proof) });
    expect(listAttested(again).map(({ attestation }) => attestation)).toEqual([
      { kind: "bitcoin", height: 7 },
      { kind: "pending", calendar: "https://bob.btc.calendar.opentimestamps.org" },
    ]);
  });

  test("replaces it also if another branch of the answer still waits", async () => {
    const proof = await read(pending);
    const [first] = listAttested(proof);
    const calendar = new TextEncoder().encode("https://a.example");
    const waiting = [0x00, ...fromHex("83dfe30d2ef90c8e"), calendar.length + 1, calendar.length, ...calendar];
    const answer = await readCalendarAnswer(
      Uint8Array.from([0xff, ...bitcoinAt(7), 0x08, ...waiting]),
      first?.message ?? "",
    );
    if (!answer.ok) throw new Error(answer.problem.detail);
    expect(upgradeProof(proof, answer.value)).toBe(true);
    expect(listAttested(proof).map(({ attestation }) => attestation)).toEqual([
      { kind: "bitcoin", height: 7 },
      { kind: "pending", calendar: "https://a.example" },
      { kind: "pending", calendar: "https://bob.btc.calendar.opentimestamps.org" },
    ]);
  });

  test("that only waits too keeps what the proof waited for", async () => {
    const proof = await read(pending);
    const other = await read(pending);
    const [first] = listAttested(proof);
    const [, second] = listAttested(other);
    if (!first || !second) throw new Error("no attestation");
    const tree = { message: fromHex(first.message), attestations: [second.attestation], branches: [] };
    expect(upgradeProof(proof, { digest: first.message, tree })).toBe(true);
    expect(listAttested(proof).slice(0, 2)).toEqual([
      first,
      { message: first.message, attestation: second.attestation },
    ]);
  });

  test("changes nothing where the block is already known", async () => {
    const proof = await read(attested);
    const answer = await readCalendarAnswer(bitcoinAt(7), attested.merkleRoot);
    if (!answer.ok) throw new Error(answer.problem.detail);
    expect(upgradeProof(proof, answer.value)).toBe(false);
    expect(toHex(writeProof(proof))).toBe(toHex(attested.proof));
  });

  test("changes nothing for another message", async () => {
    const proof = await read(pending);
    const answer = await readCalendarAnswer(bitcoinAt(7), pending.digest);
    if (!answer.ok) throw new Error(answer.problem.detail);
    expect(upgradeProof(proof, answer.value)).toBe(false);
    expect(toHex(writeProof(proof))).toBe(toHex(pending.proof));
  });
});

describe("a block header", () => {
  test("gives hash, time and Merkle root", async () => {
    const { header, ...facts } = firstBlock;
    expect(await readBlockHeader(header)).toEqual({ ok: true, value: facts });
  });

  test("is refused when a digit is changed, missing or not hexadecimal", async () => {
    const { header } = firstBlock;
    expect(await readBlockHeader(header.replace("29ab", "29ac"))).toMatchObject({
      problem: { detail: "block" },
    });
    expect(await readBlockHeader(header.slice(2))).toMatchObject({ problem: { detail: "form" } });
    expect(await readBlockHeader(header.replace("3ba3", "3bag"))).toMatchObject({
      problem: { detail: "form" },
    });
  });
});
