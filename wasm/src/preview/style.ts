/** The element's looks; whatever has a part can be restyled from outside. Colours reach a contrast of 4.5. */
export const STYLE = `
:host { display: block; border: 1px solid #8c8d86; border-radius: 8px; padding: 1em; font-size: 0.9375rem;
  background: #ffffff; background: light-dark(#ffffff, #171a20); color: #1b1d22; color: light-dark(#1b1d22, #e8eaef); }
:host([hidden]), [hidden] { display: none !important; }
p, ul, dl, dd, pre { margin: 0; padding: 0; }
[part~="preview"], [part~="request"] { display: grid; gap: 0.75em; grid-template-columns: minmax(0, 1fr); }
[part~="problems"] { list-style: none; display: grid; gap: 0.5em; }
[part~="error"] { color: #b3261e; color: light-dark(#b3261e, #ff9d92); }
[part~="warning"] { color: #855200; color: light-dark(#855200, #f0be6a); }
[part~="request-line"], [part~="headers"], [part~="body"], [part~="problem-place"] {
  font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.8125rem; }
[part~="request-line"], [part~="header-value"], [part~="problem"] { overflow-wrap: anywhere; }
[part~="method"] { font-weight: bold; }
[part~="header"] { display: grid; grid-template-columns: minmax(8em, 14em) minmax(0, 1fr); gap: 1em; padding: 0.15em 0; }
[part~="header-name"] { color: #565a64; color: light-dark(#565a64, #a6acb8); }
[part~="body"] { max-height: 28em; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
[part~="body"]:focus-visible { outline: 2px solid currentcolor; outline-offset: 4px; }
[part="json-item"] { display: block; padding-left: 1.5em; }
[part="json-name"] + [part="json-mark"] { margin-right: 1ch; }
[part="json-name"] { color: #27509b; color: light-dark(#27509b, #93bbf7); }
[part="json-string"] { color: #226640; color: light-dark(#226640, #93d5a9); }
[part="json-number"] { color: #974500; color: light-dark(#974500, #f1b582); }
[part="json-atom"] { color: #86297a; color: light-dark(#86297a, #e0a6e7); }
[part="json-mark"] { color: #646873; color: light-dark(#646873, #8d94a1); }
`;
