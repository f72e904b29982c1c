/** Builds elements without innerHTML, which the practice server's Trusted Types forbid. */

const svgNamespace = "http://www.w3.org/2000/svg";

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

const strokes = {
  like: "M7 11v9H4v-9zM7 12l4-8c2 0 3 1 2.5 3.5L13 10h6l-1.5 9H7",
  comment: "M12 4c5 0 8 3 8 7s-3 7-8 7c-1 0-2-.1-3-.4L5 20v-4c-1-1.2-1-3-1-5 0-4 3-7 8-7z",
  share: "M13 5l8 7-8 7v-4c-5 0-8 1-10 4 0-6 4-10 10-10z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6L6 18",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  people: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 19c0-4 3-5 6-5s6 1 6 5M16 6a3 3 0 0 1 0 5M17 14c3 0 4 2 4 5",
  shop: "M4 9l1-4h14l1 4M5 10v9h14v-9M4 9h16",
  watch: "M4 5h16v12H4zM9 20h6M10 8l5 3-5 3z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l4 4",
};

export function icon(name) {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "line");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgNamespace, "path");
  path.setAttribute("d", strokes[name]);
  svg.append(path);
  return svg;
}

/** Facebook's own drawings for who may see a post; the beginning of each path tells which it is. */
const audiences = {
  public: [
    "Dibagikan kepada Publik",
    "M109.5 408.5c0 3.23-2.04 5.983-4.903 7.036A7.5 7.5 0 1 1 109.5 408.5zM96 407.8v1.4h12v-1.4zM101.3 402.5c-4 3-4 9 0 12h1.4c4-3 4-9 0-12z",
    "translate(-94 -400)",
  ],
  friends: [
    "Dibagikan kepada Teman",
    "M459.75 551c-1.24 0-2.25-1.121-2.25-2.5 0-1.542.863-2.5 2.25-2.5s2.25.958 2.25 2.5-1.01 2.5-2.25 2.5m-6 0c-1.24 0-2.25-1.121-2.25-2.5 0-1.542.863-2.5 2.25-2.5s2.25.958 2.25 2.5-1.01 2.5-2.25 2.5m-4.25 6c0-3 2-4.5 4.25-4.5s4.25 1.5 4.25 4.5zm9.5 0c0-2-.6-3.4-1.6-4.3.7-.5 1.6-.7 2.6-.7 2.25 0 4 1.5 4 5z",
    "translate(-448 -544)",
  ],
};

export function audienceIcon(kind) {
  const [title, d, move] = audiences[kind];
  const svg = document.createElementNS(svgNamespace, "svg");
  for (const [name, value] of [
    ["viewBox", "0 0 16 16"],
    ["width", "12"],
    ["height", "12"],
    ["fill", "currentColor"],
    ["role", "img"],
  ])
    svg.setAttribute(name, value);
  const words = document.createElementNS(svgNamespace, "title");
  words.textContent = title;
  const group = document.createElementNS(svgNamespace, "g");
  group.setAttribute("transform", move);
  const path = document.createElementNS(svgNamespace, "path");
  path.setAttribute("d", d);
  path.setAttribute("fill-rule", "evenodd");
  group.append(path);
  svg.append(words, group);
  return svg;
}

/** A picture made of shapes. */
export function picture(kind, hue) {
  const shapes = {
    face: `<circle cx="50" cy="40" r="17" fill="hsl(${hue} 45% 88%)"/><path d="M14 104c2-30 18-40 36-40s34 10 36 40z" fill="hsl(${hue} 45% 88%)"/>`,
    coins: `<g fill="hsl(46 90% 58%)" stroke="hsl(36 80% 38%)" stroke-width="5"><circle cx="92" cy="150" r="42"/><circle cx="168" cy="116" r="34"/><circle cx="232" cy="164" r="46"/></g><text x="150" y="62" font-family="sans-serif" font-size="21" font-weight="800" text-anchor="middle" fill="#fff">MODAL 10RB JADI JUTAAN</text>`,
    field: `<path d="M0 120c60-26 130-18 300-40v140H0z" fill="hsl(${hue} 45% 40%)"/><path d="M0 160c90-30 180-10 300-36v96H0z" fill="hsl(${hue + 20} 50% 34%)"/><circle cx="230" cy="50" r="22" fill="hsl(46 90% 76%)"/>`,
    cup: `<path d="M105 80h80l-8 90h-64z" fill="hsl(${hue} 30% 92%)"/><path d="M184 98c30-4 34 40-4 42" fill="none" stroke="hsl(${hue} 30% 92%)" stroke-width="10"/><path d="M130 60c-8-12 8-18 0-30m26 30c-8-12 8-18 0-30" fill="none" stroke="#fff" stroke-width="5" opacity=".7"/>`,
  };
  const [width, height] = kind === "face" ? [100, 100] : [300, 220];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="hsl(${hue} 42% 46%)"/>${shapes[kind]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
