/**
 * Building blocks of inert copies: head, tags, attributes and styles. Shared by the code that writes, checks
 * and shows copies.
 */

const blockTags = [
  "div",
  "article",
  "section",
  "header",
  "footer",
  "figure",
  "figcaption",
  "blockquote",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "li",
];
const lineTags = ["span", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup", "code", "time"];
const voidTags = ["br", "img"];

const blocks: ReadonlySet<string> = new Set(blockTags);
const voids: ReadonlySet<string> = new Set(voidTags);
const tags: ReadonlySet<string> = new Set([...blockTags, ...lineTags, ...voidTags]);

export const isInertTag = (tag: string) => tags.has(tag);
export const isBlockTag = (tag: string) => blocks.has(tag);
export const isVoidTag = (tag: string) => voids.has(tag);

/** Deeper than any site nests a post, and far below the limits of browsers. */
export const inertDepth = 200;

/** Resets every element, so that a copy looks the same whatever the browser's default styles are. */
const baseStyle = [
  "body{margin:0}",
  "body :not(br){all:unset;unicode-bidi:normal;flex-shrink:0}",
  `${blockTags.map((tag) => `body ${tag}`).join()}{display:block}`,
  "body ul,body ol{counter-reset:list-item}",
].join("");

/** Forbids loading, scripts and form submission in the file itself too. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Every copy starts with exactly this text. The CSP precedes everything that it could forbid. */
export const inertHead = [
  '<!doctype html><html><head><meta charset="utf-8">',
  `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`,
  `<title>Lapor Kominfo</title><style>${baseStyle}</style></head>`,
].join("");
export const inertEnd = "</body></html>";

export const inheritedStyles = [
  "color",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "line-height",
  "letter-spacing",
  "word-spacing",
  "text-align",
  "text-indent",
  "text-transform",
  "white-space",
  "word-break",
  "overflow-wrap",
  "direction",
  "visibility",
  "list-style-type",
] as const;

/** Style properties that are not inherited, in groups that are read only where they apply. */
export const ownStyles = {
  always: {
    position: "static",
    float: "none",
    clear: "none",
    opacity: "1",
    transform: "none",
    "background-color": "rgba(0, 0, 0, 0)",
    "vertical-align": "baseline",
    "unicode-bidi": "normal",
    "margin-top": "0px",
    "margin-right": "0px",
    "margin-bottom": "0px",
    "margin-left": "0px",
    "padding-top": "0px",
    "padding-right": "0px",
    "padding-bottom": "0px",
    "padding-left": "0px",
    "text-decoration-line": "none",
  },
  block: {
    "box-sizing": "content-box",
    "overflow-x": "visible",
    "overflow-y": "visible",
    "text-overflow": "clip",
    "-webkit-line-clamp": "none",
    clip: "auto",
    "clip-path": "none",
    "border-top-left-radius": "0px",
    "border-top-right-radius": "0px",
    "border-bottom-left-radius": "0px",
    "border-bottom-right-radius": "0px",
  },
  border: Object.fromEntries(
    ["top", "right", "bottom", "left"].flatMap((side) => [
      [`border-${side}-width`, "0px"],
      [`border-${side}-style`, "none"],
      [`border-${side}-color`, ""],
    ]),
  ),
  decoration: { "text-decoration-color": "", "text-decoration-style": "solid" },
  placed: { top: "auto", left: "auto", "z-index": "auto" },
  flex: {
    "flex-direction": "row",
    "flex-wrap": "nowrap",
    "justify-content": "normal",
    "align-items": "normal",
    "align-content": "normal",
    "row-gap": "normal",
    "column-gap": "normal",
  },
  grid: {
    "grid-template-columns": "none",
    "grid-template-rows": "none",
    "grid-template-areas": "none",
    "grid-auto-flow": "row",
    "justify-items": "normal",
  },
  item: { "align-self": "auto", "justify-self": "auto", order: "0", "z-index": "auto" },
  cell: {
    "grid-column-start": "auto",
    "grid-column-end": "auto",
    "grid-row-start": "auto",
    "grid-row-end": "auto",
  },
  table: { "border-collapse": "separate", "border-spacing": "0px", "table-layout": "auto" },
} as const satisfies Record<string, Record<string, string>>;

const styleNames: ReadonlySet<string> = new Set([
  ...inheritedStyles,
  ...Object.values(ownStyles).flatMap((group) => Object.keys(group)),
  "display",
  "width",
  "height",
  "min-height",
  "-webkit-box-orient",
  "overflow",
  "object-fit",
]);

const styleFunctions = new Set([
  "rgb",
  "rgba",
  "color",
  "lab",
  "lch",
  "oklab",
  "oklch",
  "color-mix",
  "matrix",
  "matrix3d",
  "calc",
  "min",
  "max",
  "minmax",
  "repeat",
  "fit-content",
  "rect",
  "inset",
  "circle",
  "ellipse",
  "polygon",
]);

/** True if a style value can neither load a resource nor leave its declaration: no URL, escape or terminator. */
export function isInertValue(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they end strings in styles
  if (value === "" || /[\0-\x1f\\<>{};@!]|\/\*/.test(value)) return false;
  for (const [, name = ""] of value.matchAll(/([\w-]*)\(/g)) if (!isInertFunction(name)) return false;
  return true;
}

const isInertFunction = (name: string) => name === "" || styleFunctions.has(name);

/** Checks an attribute in the form `name:value;name:value`. */
export function isInertStyle(style: string): boolean {
  return style.split(";").every((declaration) => {
    const colon = declaration.indexOf(":");
    return styleNames.has(declaration.slice(0, colon)) && isInertValue(declaration.slice(colon + 1));
  });
}

/** Accepts data: addresses of raster images. SVG would be markup again. */
export function isInertPicture(address: string): boolean {
  return /^data:image\/(?:webp|png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/.test(address);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // An HTML parser would convert it to a line feed.
  "\r": "&#13;",
};

/** Escapes text or an attribute value. Removes characters that HTML parsers drop or replace. */
export function escapeInert(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\0", "")
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? "");
}
