import { StreamLanguage } from "@codemirror/language";

const WORDS = /^(?:in|and|or|not)\b/;
const ATOMS = /^(?:true|false|null)\b/;

/** JSON-e's expressions, as far as colours need to know them; what they mean is the core's to say. */
export const expressionLanguage = StreamLanguage.define({
  name: "json-e",
  token(stream) {
    if (stream.eatSpace()) {
      return null;
    }
    if (stream.match(/^(?:'[^']*'?|"[^"]*"?)/)) {
      return "string";
    }
    if (stream.match(/^\d+(?:\.\d+)?/)) {
      return "number";
    }
    if (stream.match(ATOMS)) {
      return "atom";
    }
    if (stream.match(WORDS)) {
      return "keyword";
    }
    if (stream.match(/^[A-Za-z_]\w*(?=\s*\()/)) {
      return "keyword";
    }
    if (stream.match(/^[A-Za-z_]\w*/)) {
      return "propertyName";
    }
    stream.next();
    return "punctuation";
  },
});
