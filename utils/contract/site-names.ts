/** The sites, each with the name that people know it by in every language: a new site begins with a line here. */

export const siteNames = {
  facebook: "Facebook",
  youtube: "YouTube",
  x: "X",
  telegram: "Telegram",
} as const;
