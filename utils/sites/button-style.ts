/** The button's style per look: the size, colour and hover tint of its neighbours on the site. */

import type { Look } from "./site.ts";

/** `flow`: a cell of the site's own row; `over`: laid over the place where it stands, so that nothing moves. */
export type Fit = "flow" | "over" | "corner" | "cover";

interface Palette {
  ink: string;
  tint: string;
  hover: string;
  hoverInk?: string;
}

interface LookStyle {
  light: Palette;
  dark: Palette;
  host: string;
  button: string;
  iconPx: number;
}

const font = 'system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';

const looks: Readonly<Record<Look, LookStyle>> = {
  icon: {
    light: { ink: "#536471", tint: "transparent", hover: "rgb(29 155 240/.1)", hoverInk: "#1d9bf0" },
    dark: { ink: "#71767b", tint: "transparent", hover: "rgb(29 155 240/.1)", hoverInk: "#1d9bf0" },
    host: "width:34px!important;height:20px!important",
    button: "top:-7px;width:34px;height:34px;border-radius:50%",
    iconPx: 18.75,
  },
  word: {
    light: { ink: "#65686c", tint: "transparent", hover: "rgb(0 0 0/.05)" },
    dark: { ink: "#b0b3b8", tint: "transparent", hover: "rgb(255 255 255/.1)" },
    host: "flex:1 1 0!important;min-width:104px!important;height:32px!important",
    button: `width:100%;height:32px;border-radius:4px;padding:0 8px;gap:6px;font:600 15px/20px ${font}`,
    iconPx: 18,
  },
  pill: {
    light: { ink: "#0f0f0f", tint: "rgb(0 0 0/.05)", hover: "rgb(0 0 0/.1)" },
    dark: { ink: "#f1f1f1", tint: "rgb(255 255 255/.1)", hover: "rgb(255 255 255/.2)" },
    host: "width:124px!important;height:36px!important",
    button: `width:100%;height:36px;border-radius:18px;padding:0 12px;gap:6px;font:500 14px/20px Roboto,${font}`,
    iconPx: 20,
  },
  round: {
    light: { ink: "#3c5a78", tint: "rgb(255 255 255/.82)", hover: "#fff" },
    dark: { ink: "#e4ecf4", tint: "rgb(33 43 54/.78)", hover: "rgb(52 66 82)" },
    host: "width:32px!important;height:32px!important",
    button: "width:32px;height:32px;border-radius:50%",
    iconPx: 18,
  },
};

const fits: Readonly<Record<Fit, string>> = {
  // Margins take back the height: a row is never higher with it than without.
  flow: "position:relative!important;align-self:center!important;flex-shrink:0!important",
  over: "position:absolute!important;z-index:1!important",
  // No offsets: it lies where a first child would, wherever the nearest positioned ancestor is.
  cover: "position:absolute!important;z-index:1!important;margin:6px!important",
  corner: "position:absolute!important;z-index:1!important;top:0!important;left:calc(100% + 8px)!important",
};

/** The style of one closed root; `dark` as the site's own theme is. */
export function styleFor(look: Look, fit: Fit, dark: boolean): string {
  const { host, button, iconPx, ...palettes } = looks[look];
  const { ink, tint, hover, hoverInk = ink } = dark ? palettes.dark : palettes.light;
  const height = /height:(\d+)/.exec(host)?.[1];
  const margin = fit === "flow" ? `;margin:-${Number(height) / 2}px 0!important` : "";
  return (
    `:host{all:initial!important;display:block!important;${fits[fit]};${host}${margin};cursor:pointer!important}` +
    `button{all:unset;box-sizing:border-box;position:absolute;left:0;display:flex;align-items:center;justify-content:center;` +
    `color:${ink};background:${tint};${button};white-space:nowrap;cursor:pointer;-webkit-tap-highlight-color:transparent}` +
    `button:hover,button:active{color:${hoverInk};background:${hover}}` +
    "button:focus-visible{outline:2px solid currentColor;outline-offset:-2px}" +
    `svg{width:${iconPx}px;height:${iconPx}px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}` +
    "@media(prefers-reduced-motion:no-preference){button{transition:background-color .2s,color .2s}}" +
    "@media(forced-colors:active){button{color:ButtonText;background:ButtonFace;forced-color-adjust:none}button:hover{color:Highlight}}"
  );
}
