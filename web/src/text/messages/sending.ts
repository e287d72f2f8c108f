import type { Message } from "../message";

/** Trying a request out: from the browser, and through the dispatcher. */
export const sending = {
  "sending.title": { en: "Try it", fr: "Essayer" },
  "sending.test": { en: "Send test", fr: "Envoyer un test" },
  "sending.sending": { en: "Sending…", fr: "Envoi…" },
  "sending.cancel": { en: "Cancel", fr: "Annuler" },
  "sending.not-ready": {
    en: "Ready as soon as the webhook and the occurrence have no errors.",
    fr: "Prêt dès que le webhook et l’occurrence n’ont plus d’erreurs.",
  },
  "sending.from-browser": {
    en: "From this browser, which sets host, content-length and user-agent itself.",
    fr: "Depuis ce navigateur, qui fixe lui-même host, content-length et user-agent.",
  },
  "sending.unsigned": {
    en: "From this browser, which sets host, content-length and user-agent itself. It goes unsigned: the dispatcher keeps the secret.",
    fr: "Depuis ce navigateur, qui fixe lui-même host, content-length et user-agent. L’envoi n’est pas signé : le dispatcher garde le secret.",
  },

  "outcome.answered": { en: "{status} in {duration} ms", fr: "{status} en {duration} ms" },
  "outcome.taken": { en: "The receiver took it.", fr: "Le récepteur l’a acceptée." },
  "outcome.not-taken": {
    en: "The receiver answered, but did not take it: only 2xx counts as delivered.",
    fr: "Le récepteur a répondu, mais ne l’a pas acceptée : seul 2xx compte comme livré.",
  },
  "outcome.unreached": { en: "It was not sent", fr: "Elle n’a pas été envoyée" },
  "outcome.unreached.text": {
    en: "The browser could not reach the receiver, or something here (a blocker, or https mixing with http) stopped it.",
    fr: "Le navigateur n’a pas pu joindre le récepteur, ou quelque chose ici (un bloqueur, ou le mélange de https et http) l’a empêché.",
  },
  "outcome.sent": {
    en: "Sent in {duration} ms; the answer is hidden",
    fr: "Envoyée en {duration} ms ; la réponse est cachée",
  },
  "outcome.sent.text": {
    en: "The receiver got the exact body, but as `text/plain` and without the `webhook-*` headers, so it could not check a signature. Look there whether it arrived.",
    fr: "Le récepteur a reçu le corps exact, mais comme `text/plain` et sans les en-têtes `webhook-*` : il n’a donc pas pu vérifier de signature. Regardez là-bas si la requête est arrivée.",
  },
  "outcome.redirected": {
    en: "The receiver redirects elsewhere, after {duration} ms",
    fr: "Le récepteur redirige ailleurs, après {duration} ms",
  },
  "outcome.redirected.text": {
    en: "Redirects are not followed, by the dispatcher neither. Use the URL that it leads to.",
    fr: "Les redirections ne sont pas suivies, par le dispatcher non plus. Utilisez l’URL à laquelle elle mène.",
  },
  "outcome.timed-out": { en: "No answer within {seconds} s", fr: "Pas de réponse en {seconds} s" },
  "outcome.timed-out.text": {
    en: "The receiver may still have got the request. A receiver should answer at once and work afterwards.",
    fr: "Le récepteur a peut-être tout de même reçu la requête. Il devrait répondre aussitôt, et travailler ensuite.",
  },
  "outcome.cancelled": { en: "Cancelled", fr: "Annulé" },
  "outcome.cancelled.text": {
    en: "The receiver may have got the request all the same.",
    fr: "Le récepteur a peut-être reçu la requête malgré tout.",
  },
  "outcome.hidden": { en: "No answer that a browser shows", fr: "Pas de réponse qu’un navigateur montre" },
  "outcome.hidden.lead": {
    en: "Browsers do not tell pages which of these it was:",
    fr: "Les navigateurs ne disent pas aux pages lequel de ces cas c’était :",
  },
  "outcome.hidden.no-server": {
    en: "no server answered at this address, or",
    fr: "aucun serveur n’a répondu à cette adresse, ou",
  },
  "outcome.hidden.cors": {
    en: "the receiver does not allow other sites to read its answers (CORS). A browser asks first, with an `OPTIONS` request; without permission, the POST itself was never sent.",
    fr: "le récepteur ne permet pas à d’autres sites de lire ses réponses (CORS). Un navigateur demande d’abord, par une requête `OPTIONS` ; sans permission, le POST lui-même n’a jamais été envoyé.",
  },
  "outcome.hidden.curl": {
    en: "The dispatcher is no browser and has no such limit; neither has curl: use “Copy as curl”.",
    fr: "Le dispatcher n’est pas un navigateur et n’a pas cette limite ; curl non plus : utilisez « Copier en curl ».",
  },
  "outcome.hidden.dispatcher": {
    en: "The dispatcher is no browser and has no such limit: deliver through it below.",
    fr: "Le dispatcher n’est pas un navigateur et n’a pas cette limite : livrez par lui ci-dessous.",
  },
  "outcome.blind": { en: "Send without reading the answer", fr: "Envoyer sans lire la réponse" },
  "outcome.blind.hint": {
    en: "Needs no permission, but loses something: the content type becomes `text/plain`, the `webhook-*` headers and the signature stay out, and the answer is hidden. The body is the same.",
    fr: "Sans permission, mais avec des pertes : le type de contenu devient `text/plain`, les en-têtes `webhook-*` et la signature restent dehors, et la réponse est cachée. Le corps est le même.",
  },
  "outcome.spoken.answered": {
    en: "The receiver answered {status} after {duration} milliseconds.",
    fr: "Le récepteur a répondu {status} après {duration} millisecondes.",
  },
  "outcome.spoken.hidden": {
    en: "There is no answer that the browser shows.",
    fr: "Il n’y a pas de réponse que le navigateur montre.",
  },
  "outcome.spoken.sent": { en: "Sent; the answer is hidden.", fr: "Envoyée ; la réponse est cachée." },
  "outcome.spoken.redirected": { en: "The receiver redirects elsewhere.", fr: "Le récepteur redirige ailleurs." },
  "outcome.spoken.timed-out": { en: "No answer in time.", fr: "Pas de réponse à temps." },
  "outcome.spoken.cancelled": { en: "Cancelled.", fr: "Annulé." },

  "response.empty": { en: "The answer has no body.", fr: "La réponse n’a pas de corps." },
  "response.label": { en: "The answer's body", fr: "Le corps de la réponse" },
  "response.cut": { en: "Only the first 64 KB are shown.", fr: "Seuls les 64 premiers Ko sont montrés." },

  "deliver.action": { en: "Deliver through the dispatcher", fr: "Livrer par le dispatcher" },
  "deliver.hint": {
    en: "Every enabled webhook with the trigger “{trigger}” receives it, as a new message.",
    fr: "Chaque webhook activé qui a le déclencheur « {trigger} » la reçoit, comme un nouveau message.",
  },
  "deliver.hint.unknown": {
    en: "Every enabled webhook with the occurrence's trigger receives it, as a new message.",
    fr: "Chaque webhook activé qui a le déclencheur de l’occurrence la reçoit, comme un nouveau message.",
  },
  "deliver.unsaved.new": { en: "This one is not saved yet.", fr: "Celui-ci n’est pas encore enregistré." },
  "deliver.unsaved": {
    en: "Changes here count once saved.",
    fr: "Les changements d’ici comptent une fois enregistrés.",
  },
  "deliver.refused": { en: "The dispatcher refused it", fr: "Le dispatcher l’a refusée" },
  "deliver.refused.spoken": { en: "The dispatcher did not take it.", fr: "Le dispatcher ne l’a pas acceptée." },
  "deliver.spoken": {
    en: "{delivered} of {all} deliveries delivered.",
    fr: "{delivered} livraisons sur {all} effectuées.",
  },
  "deliver.accepted": { en: "Accepted as {id}", fr: "Acceptée sous {id}" },
  "deliver.accepted.none": {
    en: "Accepted as {id}: no webhook takes it, so nothing is sent.",
    fr: "Acceptée sous {id} : aucun webhook ne la prend, rien n’est donc envoyé.",
  },
  "deliver.unsettled": {
    en: "Not all is settled yet; the dispatcher goes on by itself.",
    fr: "Tout n’est pas encore réglé ; le dispatcher continue tout seul.",
  },
  "deliver.again": { en: "Look again", fr: "Regarder encore" },
  "deliver.state.pending": { en: "Pending", fr: "En attente" },
  "deliver.state.delivered": { en: "Delivered", fr: "Livrée" },
  "deliver.state.exhausted": {
    en: "Exhausted: the last retry failed",
    fr: "Épuisée : le dernier essai a échoué",
  },
  "deliver.state.cancelled": {
    en: "Cancelled: the webhook was deleted",
    fr: "Annulée : le webhook a été supprimé",
  },
  "deliver.see": { en: "See its requests in Deliveries", fr: "Voir ses requêtes dans Livraisons" },
  "deliver.next": { en: "Next attempt at {time}.", fr: "Prochain essai à {time}." },
  "deliver.attempt": { en: "Attempt {number}: {outcome}", fr: "Essai {number} : {outcome}" },
  "deliver.attempt.in": { en: "{outcome} in {duration} ms", fr: "{outcome} en {duration} ms" },
  "deliver.address": { en: "Sent to {address}", fr: "Envoyé à {address}" },
  "deliver.no-answer": { en: "no answer", fr: "pas de réponse" },
  "deliver.left-out.disabled": {
    en: "Left out because disabled: {webhooks}.",
    fr: "Laissés de côté parce que désactivés : {webhooks}.",
  },
  "deliver.left-out.filter": {
    en: "Left out by the filter of {webhook}: {explanation}",
    fr: "Laissé de côté par le filtre de {webhook} : {explanation}",
  },
} as const satisfies Record<string, Message>;
