/** Replaces names, texts and ids consistently with invented ones of the same shape. */

const syllables = "ba bu da di gu ja ka ku la li ma mu na nu pa pu ra ri sa su ta tu wa ya".split(" ");
/** Prefixes that distinguish kinds of ids, and the suffix of bot names. They are kept. */
const prefix = /^(?:pfbid|UC|UU|PL|OLAK|RD|Ug|FL)(?=[\w-]{8})/;
const suffix = /(?<=\w{2})bot$/i;
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/;
const dayMs = 86_400_000;

export class Inventor {
  /** Words of the recipe and of addresses, which are kept. */
  readonly #kept: ReadonlySet<string>;
  readonly #values: readonly string[];
  readonly #known = new Map<string, string>();
  readonly #random: () => number;

  readonly #isOurs: (host: string) => boolean;

  /** `random` returns 0 ≤ x < 1. The result does not reveal its values. */
  constructor(
    kept: Iterable<string>,
    values: readonly string[],
    isOurs: (host: string) => boolean,
    random: () => number,
  ) {
    this.#isOurs = isOurs;
    this.#kept = new Set([...kept].map((word) => word.toLowerCase()));
    this.#values = values.filter((value) => value.length > 1);
    this.#random = random;
  }

  /**
   * Replaces words, handles and numbers of a text. Keeps spaces, punctuation, emoji, invisible characters and
   * `words`.
   */
  text(text: string, words?: ReadonlySet<string>): string {
    return text.replace(/[\p{L}\p{M}\p{N}_]+(?:-[\p{L}\p{N}_]+)*/gu, (token) =>
      words?.has(token.toLowerCase()) ? token : this.#token(token),
    );
  }

  /** Replaces an attribute's value. Keeps parts that a selector requires and the structure of addresses. */
  attribute(value: string): string {
    const text = value.trim();
    if (instant.test(text)) return this.#instant(text);
    const [, start = "", host = "", rest = ""] = /^(https?:\/\/)([^/?#]+)(.*)$/s.exec(text) ?? [];
    if (!start) return this.#around(text);
    const stays = this.#isOurs(host) || this.#values.some((part) => part.includes(host));
    return start + (stays ? host : "contoh.example") + this.#around(rest);
  }

  /** Replaces values in JSON, also inside an assignment. Keeps keys. */
  data(text: string): string {
    for (const data of [text, text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)]) {
      try {
        return JSON.stringify(this.#value(JSON.parse(data)));
      } catch {
        // Neither JSON nor a script with JSON inside.
      }
    }
    return "";
  }

  #value(value: unknown): unknown {
    if (typeof value === "string") return this.attribute(value);
    if (typeof value === "number") return Number(this.text(String(value)));
    if (Array.isArray(value)) return value.map((entry) => this.#value(entry));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#value(inner)]));
  }

  #around(text: string): string {
    const asked = this.#values.find((part) => text.includes(part));
    if (asked === undefined) return this.#payload(text) ?? this.#pieces(text);
    return text
      .split(asked)
      .map((part) => (part === "" ? "" : this.#around(part)))
      .join(asked);
  }

  #pieces(text: string): string {
    return text.replace(/(?:%[\da-f]{2}|[\p{L}\p{M}\p{N}_-])+/giu, (piece) => {
      if (!piece.includes("%")) return this.#payload(piece) ?? this.#token(piece);
      try {
        const plain = decodeURIComponent(piece);
        return encodeURIComponent(this.#payload(plain) ?? this.attribute(plain));
      } catch {
        return this.#shape(piece.replaceAll("%", ""));
      }
    });
  }

  /** Replaces the content of readable base64, such as a comment's id. */
  #payload(text: string): string | undefined {
    if (!/^[\w+/-]{16,}={0,2}$/.test(text)) return undefined;
    try {
      const inside = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
      if (!/^[\x20-\x7e]+$/.test(inside) || !/[:{]/.test(inside)) return undefined;
      if (inside[0] === "{") return btoa(this.data(inside));
      // Each id gets the same replacement as elsewhere on the page.
      return btoa(inside.replace(/[^_]+/g, (part) => this.text(part)));
    } catch {
      return undefined;
    }
  }

  #token(token: string): string {
    if (this.#kept.has(token.toLowerCase())) return token;
    const key = token.toLowerCase();
    const earlier = this.#known.get(key);
    const invented = earlier ?? this.#invent(token);
    if (earlier === undefined) this.#known.set(key, invented);
    return sameCase(invented, token);
  }

  #invent(token: string): string {
    const [start = ""] = prefix.exec(token) ?? [];
    const [end = ""] = suffix.exec(token) ?? [];
    const rest = token.slice(start.length, token.length - end.length);
    const isWord = /^\p{L}+$/u.test(rest) && start === "";
    return start + (isWord ? this.#word(rest.length) : this.#shape(rest)) + end;
  }

  #word(length: number): string {
    let word = "";
    while (word.length < length) word += this.#one(syllables);
    return word.slice(0, length);
  }

  /** Replaces digits with digits and letters with letters. */
  #shape(text: string): string {
    return text
      .replace(/\p{Lu}/gu, () => this.#one([..."ABCDEFGHJKLMNPQRSTUVWXYZ"]))
      .replace(/\p{Ll}/gu, () => this.#one([..."abcdefghijkmnpqrstuvwxyz"]))
      .replace(/\p{N}+/gu, (digits) =>
        [...digits].map((digit, index) => this.#digit(index === 0 && digit !== "0")).join(""),
      );
  }

  #digit(leads: boolean): string {
    return this.#one([...(leads ? "123456789" : "0123456789")]);
  }

  #instant(text: string): string {
    const zone = /(?:Z|[+-]\d\d:?\d\d)$/.exec(text)?.[0] ?? "Z";
    const days = 1 + Math.floor(this.#random() * 300);
    const moved = new Date(Date.parse(text) - days * dayMs).toISOString();
    return zone === "Z" ? moved : moved.slice(0, 19) + zone;
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}

function sameCase(invented: string, like: string): string {
  if (/\d|[_-]/.test(like)) return invented;
  if (like === like.toUpperCase() && like.length > 1) return invented.toUpperCase();
  return like[0] === like[0]?.toUpperCase()
    ? (invented[0] ?? "").toUpperCase() + invented.slice(1)
    : invented;
}
