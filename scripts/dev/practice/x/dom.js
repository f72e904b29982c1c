/** Builds elements without innerHTML, which the practice server's Trusted Types forbid as the real site's do. */

const svgNamespace = "http://www.w3.org/2000/svg";

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return element;
}

const strokes = {
  reply: "M4 11.5A7 7 0 0 1 11 5h2a7 7 0 0 1 7 6.5c0 3-1.8 5-4 6.2L10 21v-3c-3.5 0-6-3-6-6.5z",
  repost: "M4 9l3-3 3 3M7 6v10a2 2 0 0 0 2 2h4M20 15l-3 3-3-3M17 18V8a2 2 0 0 0-2-2h-4",
  like: "M12 20s-8-4.8-8-10.5A4.2 4.2 0 0 1 12 7a4.2 4.2 0 0 1 8 2.5C20 15.2 12 20 12 20z",
  views: "M5 20v-8M10 20V5M15 20v-6M20 20V9",
  bookmark: "M6 4h12v16l-6-4.5L6 20z",
  share: "M12 15V4M8 8l4-4 4 4M5 14v4a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l4 4",
  bell: "M6 17v-6a6 6 0 0 1 12 0v6l2 1H4zM10 21h4",
  mail: "M3 6h18v12H3zM3 7l9 6 9-6",
  list: "M5 4h14v16H5zM9 9h6M9 13h6",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4 3.5-6 8-6s8 2 8 6",
  moon: "M20 14A8.5 8.5 0 1 1 10 4a7 7 0 0 0 10 10z",
  back: "M20 12H5M11 6l-6 6 6 6",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  play: "M9 6l10 6-10 6z",
  x: "M5 4l14 16M19 4L5 20",
};

export function icon(name, label) {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    svg.setAttribute("data-testid", "icon-lock");
  } else svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgNamespace, "path");
  path.setAttribute("d", strokes[name]);
  svg.append(path);
  return svg;
}

/** A picture made of shapes: `hue` colours it, `kind` says what it shows. */
export function picture(kind, hue) {
  const shapes = {
    face: `<circle cx="50" cy="40" r="17" fill="hsl(${hue} 45% 88%)"/><path d="M14 104c2-30 18-40 36-40s34 10 36 40z" fill="hsl(${hue} 45% 88%)"/>`,
    stall: `<path d="M0 200 90 96l60 60 50-44 100 88z" fill="hsl(${hue} 30% 34%)"/><circle cx="232" cy="52" r="24" fill="hsl(${hue + 30} 80% 72%)"/><path d="M70 130h120v70H70z" fill="hsl(${hue} 30% 86%)"/><path d="M60 112h140l-12 24H72z" fill="hsl(${hue + 150} 55% 52%)"/>`,
    coins: `<g fill="hsl(46 90% 58%)" stroke="hsl(36 80% 38%)" stroke-width="5"><circle cx="92" cy="118" r="42"/><circle cx="168" cy="84" r="34"/><circle cx="222" cy="136" r="46"/></g><text x="150" y="50" font-family="sans-serif" font-size="34" font-weight="800" text-anchor="middle" fill="#fff">BONUS 100%</text>`,
    road: `<path d="M120 200 142 70h16l22 130z" fill="hsl(${hue} 8% 26%)"/><path d="M0 90c60-30 120-20 150-24s90-14 150 14V0H0z" fill="hsl(${hue} 50% 76%)"/><path d="M148 190v-20m1-18v-16m1-14v-12" stroke="#fff" stroke-width="3"/>`,
  };
  const [width, height] = kind === "face" ? [100, 100] : [300, 200];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="hsl(${hue} 42% 46%)"/>${shapes[kind]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
