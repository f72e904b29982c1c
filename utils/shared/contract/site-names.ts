/** The sites and their names, which are the same in every language. A new site starts with an entry here. */

export const siteNames = {
  facebook: "Facebook",
  youtube: "YouTube",
  x: "X",
  telegram: "Telegram",
} as const;

/** In the order of presentation. */
export const sites = Object.keys(siteNames) as readonly (keyof typeof siteNames)[];
