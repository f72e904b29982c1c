/** Addresses of the desk's screens: the path after `#`, such as `/cases/LK-5Y5TB-0A1B2`. */

/** A list of screens, such as the queue. */
const heads = {
  cases: true,
  groups: true,
  alerts: true,
  requests: true,
  referrals: true,
  watches: true,
  checks: true,
  decisions: true,
  board: true,
  vloggers: true,
  reports: true,
  tasks: true,
  lessons: true,
  exams: true,
  "self-review": true,
  health: true,
  admin: true,
} as const;

export type PlaceHead = keyof typeof heads;

export interface Place {
  head: PlaceHead;
  /** Opened in the list. For a case also the receipt number of one of its reports. */
  id?: string | undefined;
  /** The form for a request is open in the case. */
  making?: boolean;
  /** In administration, where `id` is a screen: the item open on it, such as a person. */
  item?: string | undefined;
}

/** Page of the intake that leads to a place: an address of the extension differs from browser to browser. */
export const openPath = "/buka";

const idPattern = /^[\w-]{1,64}$/;
const makingPart = "letter";

/** Returns undefined for a path of no screen. */
export function parsePlace(path: string): Place | undefined {
  const [start, head = "", id, part, ...more] = path.split("/");
  if (start !== "" || !isHead(head) || more.length > 0) return undefined;
  if (id === undefined || id === "") return { head };
  if (!idPattern.test(id)) return undefined;
  if (head === "admin" && part !== undefined)
    return idPattern.test(part) ? { head, id, item: part } : undefined;
  if (part !== undefined && part !== makingPart) return undefined;
  return { head, id, ...(part === makingPart ? { making: true } : {}) };
}

function isHead(head: string): head is PlaceHead {
  return Object.hasOwn(heads, head);
}

export function pathOf({ head, id, making, item }: Place): string {
  if (id === undefined) return `/${head}`;
  if (item !== undefined) return `/${head}/${id}/${item}`;
  return `/${head}/${id}${making ? `/${makingPart}` : ""}`;
}

/** The address for mails and colleagues. `intake` is an origin; the server does not see the part after `#`. */
export function linkTo(intake: string, place: Place): string {
  return `${intake}${openPath}#${pathOf(place)}`;
}

/** Returns the place that an address of the intake leads to; undefined for another origin or page. */
export function placeOfLink(intake: string, address: string): Place | undefined {
  const url = URL.parse(address);
  if (url?.origin !== intake || url.pathname !== openPath) return undefined;
  return parsePlace(url.hash.slice(1));
}
