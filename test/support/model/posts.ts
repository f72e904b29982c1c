/** The posts that sequences report: few, so that reports meet, and with names and addresses that lead to others of them. */

import type { Kind, SiteId, Subject } from "../../../utils/shared/contract/site.ts";

export interface Post {
  site: SiteId;
  kind: Kind;
  subject: Subject;
  /** Public addresses that lead to it. */
  addresses: readonly string[];
  /** Telegram's numeric channel id; undefined if the page did not show it. */
  channelId?: string;
  /** The site's other name of the same post. */
  otherName?: Subject;
}

function onX(no: number): Post {
  const addresses = ["i", "slot_ceria", "akun_lain"].map((name) => `https://x.com/${name}/status/9${no}`);
  return { site: "x", kind: "post", subject: `x:post:9${no}`, addresses };
}

function onFacebook(no: number): [Post, Post] {
  const pfbid = `pfbid0kirimanpanjang${no}`;
  const number = `100000000000088${no}`;
  const of = (id: string, other: string): Post => ({
    ...{
      site: "facebook",
      kind: "post",
      subject: `facebook:post:${id}`,
      otherName: `facebook:post:${other}`,
    },
    addresses: [`https://www.facebook.com/${id}`, `https://www.facebook.com/slotceria/posts/${id}`],
  });
  return [of(pfbid, number), of(number, pfbid)];
}

function onTelegram(channelId?: string): Post {
  return {
    ...{ site: "telegram", kind: "message", subject: "telegram:message:kanalslot/7" },
    ...(channelId === undefined ? {} : { channelId }),
    addresses: ["https://t.me/kanalslot/7"],
  };
}

export const posts: readonly Post[] = [
  ...[onX(1), onX(2), onX(3)],
  ...[...onFacebook(1), ...onFacebook(2)],
  ...[onTelegram(), onTelegram("100200"), onTelegram("300400")],
  {
    ...{ site: "youtube", kind: "video", subject: "youtube:video:slotceria01" },
    addresses: ["https://www.youtube.com/watch?v=slotceria01"],
  },
];

/** By address, the subject that it leads to. */
export const namedBy: ReadonlyMap<string, string> = new Map(
  posts.flatMap(({ addresses, subject }) => addresses.map((address) => [address, subject] as const)),
);
