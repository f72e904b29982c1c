/** A stable, unkeyed hash of a run of characters. */

/** FNV-1a over UTF-16 code units from `from` up to, not including, `to`; 32 bits, signed. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fnv1a(text: string, from = 0, to = text.length): number {
  let now = 0x811c9dc5;
  for (let at = from; at < to; at++) now = Math.imul(now ^ text.charCodeAt(at), 0x01000193);
  return now;
}
