/** Button styles per look: size, colour and hover tint match the neighbouring controls of the site. */

import type { SiteId } from "../../../shared/contract/site.ts";
import type { Look } from "../site.ts";

/** `flow`: a cell in the site's own row. The others overlay the page and cause no layout shift. */
export type Fit = "flow" | "over" | "corner" | "cover";

/** Foreground and background colours, at rest and on hover. */
type Palette = readonly [ink: string, ground: string, hoverInk: string, hoverGround: string];

interface LookStyle {
  light: Palette;
  dark: Palette;
  widthPx: number;
  heightPx: number;
  /** Scale of the icon, whose paths use a 24-pixel grid. */
  scale: number;
  button: string;
}

const font = "system-ui,-apple-system,Segoe UI,Roboto,sans-serif";

/** For sites whose icons have other neighbours than on X. */
const iconPalettes: Partial<Record<SiteId, Pick<LookStyle, "light" | "dark">>> = {
  youtube: {
    light: ["#0f0f0f", "none", "#0f0f0f", "#0000001a"],
    dark: ["#f1f1f1", "none", "#f1f1f1", "#ffffff33"],
  },
  facebook: {
    light: ["#65686c", "none", "#65686c", "#0000000d"],
    dark: ["#b0b3b8", "none", "#b0b3b8", "#ffffff1a"],
  },
};

const looks: Readonly<Record<Look, LookStyle>> = {
  icon: {
    light: ["#536471", "none", "#1d9bf0", "#1d9bf01a"],
    dark: ["#71767b", "none", "#1d9bf0", "#1d9bf01a"],
    widthPx: 34,
    heightPx: 20,
    scale: 0.75,
    button: "top:-7px;height:34px;border-radius:50%",
  },
  word: {
    light: ["#65686c", "none", "#65686c", "#0000000d"],
    dark: ["#b0b3b8", "none", "#b0b3b8", "#ffffff1a"],
    widthPx: 112,
    heightPx: 32,
    scale: 0.8,
    button: `top:0;height:32px;border-radius:4px;font:600 15px/20px ${font}`,
  },
  pill: {
    light: ["#0f0f0f", "#0000000d", "#0f0f0f", "#0000001a"],
    dark: ["#f1f1f1", "#ffffff1a", "#f1f1f1", "#ffffff33"],
    widthPx: 124,
    heightPx: 36,
    scale: 0.85,
    button: `top:0;height:36px;border-radius:18px;font:500 14px/20px Roboto,${font}`,
  },
  round: {
    light: ["#3c5a78", "#ffffffd1", "#3c5a78", "#fff"],
    dark: ["#e4ecf4", "#212b36d1", "#e4ecf4", "#344252"],
    widthPx: 32,
    heightPx: 32,
    scale: 0.72,
    button: "top:0;height:32px;border-radius:50%",
  },
};

const fits: Readonly<Record<Fit, (heightPx: number) => string>> = {
  // The negative margins cancel the height, so the button never makes a row taller.
  flow: (heightPx) => `position:relative;align-self:center;margin:${-heightPx / 2}px 0`,
  // Inline after a name, vertically centred on a 20-pixel line.
  over: (heightPx) => `position:absolute;display:inline-block;margin:${(20 - heightPx) / 2}px 0`,
  // No offsets: this puts it where a first child would be, whatever the nearest positioned ancestor is.
  cover: () => "position:absolute;margin:6px",
  corner: () => "position:absolute;margin:0;top:0;left:calc(100% + 8px)",
};

/**
 * Inline style of the host. It reserves the space before the button is drawn. The page's own rules apply to it
 * too.
 */
export function hostStyle(look: Look, fit: Fit): string {
  const { widthPx, heightPx } = looks[look];
  const rules = `display:block;inset:auto;flex:none;width:${widthPx}px;min-width:0;height:${heightPx}px;padding:0;border:0;float:none;transform:none;opacity:1;visibility:visible;z-index:1;background:none;${fits[fit](heightPx)}`;
  return rules.replace(/;|$/g, "!important;");
}

/** Class of a button over a picture: invisible until its post is pointed at or has the focus, like the site's own. */
export const coverClass = "cover";
/** Class of a button that is shown for as long as it is set. */
export const shownClass = "shown";

/** Styles inside a closed root. `dark` follows the site's theme. */
export function rootStyle(look: Look, dark: boolean, site: SiteId): string {
  const { button, scale, ...usual } = looks[look];
  const palettes = (look === "icon" && iconPalettes[site]) || usual;
  const [ink, ground, hoverInk, hoverGround] = dark ? palettes.dark : palettes.light;
  return (
    "button{all:unset;box-sizing:border-box;position:absolute;left:0;width:100%;display:flex;align-items:center;justify-content:center;" +
    `gap:4px;white-space:nowrap;cursor:pointer;color:${ink};background:${ground};${button}}` +
    `button:hover,button:active,[aria-pressed]{color:${hoverInk};background:${hoverGround}}` +
    `.${coverClass}:not(.${shownClass},:hover,:focus-visible,[data-known]){opacity:0}` +
    `@media(hover:none){.${coverClass}:not(#a){opacity:1}}` +
    "button:focus-visible{outline:2px solid currentColor;outline-offset:-2px}" +
    `i{flex:none;width:24px;height:24px;margin:${-12 * (1 - scale)}px;transform:scale(${scale});background:currentColor}` +
    "@media(forced-colors:active){button{color:ButtonText}i{forced-color-adjust:none;background:ButtonText}}"
  );
}
