/** Bytes as a data: address, for display, messages and storage in memory. */

export function toDataAddress({
  file: { type },
  bytes,
}: {
  file: { type: string };
  bytes: Uint8Array;
}): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return `data:${type};base64,${btoa(binary)}`;
}

export function fromDataAddress(dataAddress: string): Uint8Array<ArrayBuffer> {
  const binary = atob(dataAddress.slice(dataAddress.indexOf(",") + 1));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
