/** The records of a WARC: their places in a long file, and a limit of what it unpacks to. */

import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readWarc } from "../../../../utils/shared/verify/read-warc.ts";

/** As `writeWacz` writes them: one gzip member each. Not compressed, so that it is as long as its block. */
function member(blockBytes: number): Uint8Array {
  const head = `WARC/1.1\r\nContent-Length: ${blockBytes}\r\n\r\n`;
  const record = [Buffer.from(head), Buffer.alloc(blockBytes, "a"), Buffer.from("\r\n\r\n")];
  return gzipSync(Buffer.concat(record), { level: 0 });
}

const warc = (members: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(members));

test("finds each record at its place, across the pieces in which it is unpacked", () => {
  const sizes = [10, 200_000, 65_500, 0, 300_000, 3];
  const members = sizes.map(member);
  const read = readWarc(warc(members));
  const places = members.map(({ length }, index) => ({
    offset: members.slice(0, index).reduce((sum, one) => sum + one.length, 0),
    length,
  }));
  expect(read.ok && read.value.map(({ offset, length }) => ({ offset, length }))).toEqual(places);
  expect(read.ok && read.value.map(({ block }) => block.length)).toEqual(sizes);
});

test("stops at a file that unpacks to too much", () => {
  const file = warc([member(1_000), member(5_000)]);
  expect(readWarc(file, 7_000).ok).toBe(true);
  expect(readWarc(file, 5_000)).toMatchObject({ ok: false, problem: { detail: "gzip" } });
});
