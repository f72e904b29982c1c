/** Uses the extension's sizes, spaces and colours (`components/ui/tokens.css`). */

export const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#ffffff, #15181d); color: light-dark(#1a1f29, #e8eaee); }
main { max-width: 40rem; margin: 0 auto; padding: 24px 16px; }
h1, h2, p, ul, dl, dd, fieldset { margin: 0; padding: 0; }
h1 { font-size: 24px; line-height: 1.3; margin: 8px 0 12px; } h2 { font-size: 18px; margin: 24px 0 12px; }
p + p, dl + p, p + dl, ul + p { margin-top: 12px; }
a { color: light-dark(#1f4690, #9dbdf6); }
.head { display: flex; justify-content: space-between; gap: 16px; flex-wrap: wrap; }
.muted { color: light-dark(#555e6d, #a9b1be); font-size: 13px; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 8px 16px; }
dt { color: light-dark(#555e6d, #a9b1be); } dd { overflow-wrap: anywhere; white-space: pre-line; }
form { display: grid; gap: 4px; margin-top: 24px; justify-items: start; }
section > form { margin-top: 12px; }
fieldset { border: 0; } legend, form > label { padding: 0; font-weight: 600; margin-top: 12px; }
.choice { display: flex; gap: 8px; align-items: center; min-height: 32px; }
input:not([type=radio]), textarea { box-sizing: border-box; width: 100%; font: inherit; color: inherit; background: light-dark(#ffffff, #15181d); padding: 8px; border: 1px solid light-dark(#7b8494, #7d8799); border-radius: 6px; }
form > p { margin-top: 0; } form > p:not(.muted) { margin-top: 12px; }
button { font: inherit; font-weight: 600; margin-top: 12px; min-height: 40px; padding: 8px 16px; border: 0; border-radius: 6px; background: light-dark(#1f4690, #9dbdf6); color: light-dark(#ffffff, #0e1c38); cursor: pointer; }
:focus-visible { outline: 2px solid light-dark(#1f4690, #9dbdf6); outline-offset: 2px; }
.wrong { padding: 12px; border-radius: 6px; background: light-dark(#fbecea, #3a2122); color: light-dark(#a9221a, #ffa29a); } .wrong ul { padding-left: 24px; }
.ticket code { font-size: 18px; overflow-wrap: anywhere; }
@media (max-width: 480px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 12px; } }
@media print { .screen { display: none; } a { color: inherit; text-decoration: none; } }
`;
