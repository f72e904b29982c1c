/** Cases of Sebar: invented people and texts. */

import type { SiteCase } from "../cases.ts";

export const sebarCases: readonly SiteCase[] = [
  {
    name: "a message that quotes another, on a dark page",
    address: "https://sebar.example/desa",
    html: '<article><blockquote><time></time><p>Kapan?</p></blockquote><p>Besok.</p><a href="/desa/7"><time datetime="2026-11-20T02:00Z"></time></a><footer></footer></article>',
    htmlAttributes: { class: "malam" },
    dark: true,
    surfaces: ["message"],
    posts: [
      {
        subject: "sebar:message:desa/7",
        fields: {
          text: "Besok.",
          permalink: "https://sebar.example/desa/7",
          publishedAt: "2026-11-20T02:00:00.000Z",
          audience: "public",
        },
      },
    ],
  },
];
