/**
 * A strict subset of tar (ustar, regular files, no owner, no time). The header follows from name and size, so
 * a reader can account for every byte.
 */

export const blockBytes = 512;
const maxSize = 0o77777777777;

/** Names must be ASCII with at most 100 characters. */
export function tarHeader(name: string, size: number): Uint8Array {
  if (!/^[\w./-]{1,100}$/.test(name) || size < 0 || size > maxSize)
    throw new Error(`not allowed in the archive: ${name}`);
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0, "ascii");
  block.write("0000600\0", 100, "ascii");
  block.write("0000000\0", 108, "ascii");
  block.write("0000000\0", 116, "ascii");
  block.write(`${octal(size, 11)}\0`, 124, "ascii");
  block.write("00000000000\0", 136, "ascii");
  block.write("0", 156, "ascii");
  block.write("ustar\0" + "00", 257, "ascii");
  // The checksum is computed with its own field blank.
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148, "ascii");
  return block;
}

export interface TarEntry {
  name: string;
  size: number;
}

/** Returns undefined for anything that `tarHeader` does not write. */
export function readTarHeader(block: Uint8Array): TarEntry | undefined {
  const text = Buffer.from(block).toString("latin1");
  const name = /^[\w./-]+/.exec(text.slice(0, 100))?.[0] ?? "";
  const size = Number.parseInt(text.slice(124, 135), 8);
  if (name === "" || !Number.isSafeInteger(size)) return undefined;
  return Buffer.from(block).equals(tarHeader(name, size)) ? { name, size } : undefined;
}

/** Number of zeros after an entry's bytes. */
export function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

export const tarEnd = new Uint8Array(2 * blockBytes);

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}
