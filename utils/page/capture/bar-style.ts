/** Position and style of the bars over a page, in the colours of our own pages. */

export const marginPx = 16;

/** Inline and important, because the page's styles apply to the element, and a strict CSP forbids a style element. */
export function setStyle(element: HTMLElement, declarations: Record<string, string>): void {
  for (const [name, value] of Object.entries(declarations))
    element.style.setProperty(name, value, "important");
}

/** "Pilih beberapa": centred at the bottom. */
export function placeBar(host: HTMLElement): void {
  place(host, { inset: `auto auto ${marginPx}px 50%`, transform: "translateX(-50%)" });
}

/** The corner in which the form will appear. */
export function placeInCorner(host: HTMLElement): void {
  place(host, { inset: `${marginPx}px ${marginPx}px auto auto` });
}

function place(host: HTMLElement, where: Record<string, string>): void {
  setStyle(host, {
    all: "initial",
    display: "block",
    position: "fixed",
    ...where,
    width: "max-content",
    "max-width": `calc(100vw - ${2 * marginPx}px)`,
    visibility: "hidden",
  });
}

export function showBar(host: HTMLElement, shown: boolean): void {
  setStyle(host, { visibility: shown ? "visible" : "hidden" });
}

/** Firefox rejects shared style sheets from content scripts. */
export function styleBar(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = rules;
    root.append(style);
  }
}

const palettes = {
  light:
    "--page:#fff;--line:#d9dde3;--text:#1a1f29;--edge:#7b8494;--surface:#f4f5f7;--muted:#555e6d;--warning:#7d4a00;--accent:#1f4690;--on-accent:#fff;color-scheme:light",
  dark: "--page:#15181d;--line:#363d48;--text:#e8eaee;--edge:#7d8799;--surface:#1e2229;--muted:#a9b1be;--warning:#f0c078;--accent:#9dbdf6;--on-accent:#0e1c38;color-scheme:dark",
};

const rules = `
section{${palettes.light};box-sizing:border-box;display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:8px;
padding:8px 8px 8px 16px;border:1px solid var(--line);border-radius:12px;background:var(--page);color:var(--text);
font:400 15px/20px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;box-shadow:0 4px 16px #0003}
section[data-theme=dark]{${palettes.dark}}
p{flex:1 1 auto;max-width:36rem;margin:0 8px 0 0}
strong{display:block;font-weight:600;font-variant-numeric:tabular-nums}
span:not(:empty){display:block;color:var(--warning);font-size:13px;line-height:18px}
button{flex:none;min-height:32px;padding:4px 16px;border:1px solid transparent;border-radius:6px;background:none;
color:var(--text);font:inherit;cursor:pointer}
button:hover{background:var(--surface)}
button.primary{background:var(--accent);color:var(--on-accent);font-weight:600}
button.primary:hover{filter:brightness(1.08)}
button:disabled{background:var(--surface);color:var(--muted);cursor:default}
button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media(forced-colors:active){section,button{border-color:ButtonText}}
`;
