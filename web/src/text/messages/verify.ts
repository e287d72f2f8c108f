import type { Message } from "../message";

export const verify = {
  "navigation.verify": { en: "Verify", fr: "Vérifier" },
  "verify.title": { en: "Verify a request", fr: "Vérifier une requête" },
  "verify.lead": {
    en: "Paste what your receiver got. Nothing leaves this browser.",
    fr: "Collez ce que votre récepteur a reçu. Rien ne quitte ce navigateur.",
  },
  "verify.sample": { en: "Try a signed sample", fr: "Essayer un exemple signé" },
  "verify.headers": { en: "Headers", fr: "En-têtes" },
  "verify.headers.hint": {
    en: "One in a line. A whole request may be pasted here: it is taken apart at the empty line.",
    fr: "Un par ligne. Une requête entière peut être collée ici : elle est coupée à la ligne vide.",
  },
  "verify.body": { en: "Body", fr: "Corps" },
  "verify.body.hint": {
    en: "Exactly as it was received: every space counts. Safest is",
    fr: "Exactement tel que reçu : chaque espace compte. Le plus sûr est",
  },
  "verify.body.file": { en: "a file of its bytes", fr: "un fichier de ses octets" },
  "verify.body.bytes": { en: { one: "A file of one byte.", other: "A file of {count} bytes." }, fr: { one: "Un fichier d’un octet.", other: "Un fichier de {count} octets." } },
  "verify.body.remove": { en: "Paste a text instead", fr: "Coller un texte à la place" },
  "verify.body.too-large": {
    en: "This file is larger than 2 MB, the most that a body may have.",
    fr: "Ce fichier dépasse 2 Mo, le maximum d’un corps.",
  },
  "verify.secret": { en: "Secret", fr: "Secret" },
  "verify.secret.hint": {
    en: "As it is in your receiver's settings; several, one in a line, the present one first.",
    fr: "Tel qu’il est dans les réglages de votre récepteur ; s’il y en a plusieurs, un par ligne, l’actuel d’abord.",
  },
  "verify.secret.index": { en: "the one in line {number}", fr: "celui de la ligne {number}" },
  "verify.age": { en: "However old it is: check the signature alone", fr: "Quel que soit son âge : vérifier la signature seule" },
  "verify.verdict": { en: "Verdict", fr: "Verdict" },
  "verify.empty": {
    en: "It stands here as soon as something is pasted.",
    fr: "Il apparaît ici dès que quelque chose est collé.",
  },
  "verify.valid": { en: "Valid", fr: "Valide" },
  "verify.invalid": { en: "Not valid", fr: "Non valide" },
  "verify.scheme": { en: "Signed by", fr: "Signée par" },
  "verify.message": { en: "Message", fr: "Message" },
  "verify.sent": { en: "Sent", fr: "Envoyée" },
  "verify.ago": { en: "{time} ago", fr: "il y a {time}" },
  "verify.reading": { en: "What the body is", fr: "Ce qu’est le corps" },
  "verify.reading.is": { en: "{trigger} in the family {family}", fr: "{trigger} dans la famille {family}" },
  "verify.reading.none": {
    en: "None of the families' bodies, so a template's or somebody else's.",
    fr: "Aucun des corps des familles : celui d’un modèle, ou de quelqu’un d’autre.",
  },
} as const satisfies Record<string, Message>;
