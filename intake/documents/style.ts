export const style = `
:root { color-scheme: light dark; --ink: #14171c; --soft: #555c68; --line: #d5d9e0; --ground: #ffffff; --lift: #f4f6f9; --accent: #173f86; --warn: #7a4a00; --warn-ground: #fff4df; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a7aebb; --line: #3a404b; --ground: #16181d; --lift: #1f232a; --accent: #9bb9f2; --warn: #f3cd8a; --warn-ground: #3a2c12; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --ground: #fff; --lift: #fff; --accent: #173f86; --warn: #5c3800; --warn-ground: #fff; } }
@page { size: A4; margin: 20mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9px sans-serif; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
main { max-width: 820px; margin: 0 auto; padding: 32px 24px 64px; }
header { border-bottom: 2px solid var(--accent); padding-bottom: 12px; }
header p { margin: 0; color: var(--soft); font-size: 13px; }
h1 { margin: 4px 0 0; font-size: 24px; line-height: 1.25; }
h2 { margin: 32px 0 8px; font-size: 18px; color: var(--accent); break-after: avoid; }
p { margin: 8px 0; white-space: pre-line; }
.warning { padding: 8px 12px; border-left: 4px solid var(--warn); background: var(--warn-ground); color: var(--warn); }
dl { display: grid; grid-template-columns: minmax(120px, 200px) 1fr; gap: 4px 16px; margin: 12px 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.table { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; font-size: 13px; overflow-wrap: normal; }
th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
tr { break-inside: avoid; }
code { font: 12px/1.4 ui-monospace, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
figure { margin: 12px 0; break-inside: avoid; }
figcaption { color: var(--soft); font-size: 13px; }
blockquote { margin: 4px 0 0; padding: 12px 16px; border: 1px solid var(--line); border-radius: 6px; background: var(--lift); white-space: pre-wrap; unicode-bidi: isolate; }
img { display: block; max-width: 100%; height: auto; margin-bottom: 4px; border: 1px solid var(--line); }
.code svg { display: block; background: #fff; color: #000; }
li { margin: 4px 0; }
@media (max-width: 520px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } }
`;
