// What somebody would write in JavaScript with Ajv for one `event.created`: parse, check by the schema, build the
// extended body. Only to compare speeds with; how fields must agree with each other it does not check.
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const seconds = (moment) => (moment === null ? 0 : Math.floor(Date.parse(moment) / 1000));

const CONVERSIONS = {
  estimated_duration: (duration) => Math.floor(duration / 60),
  published_at: seconds,
  created_at: seconds,
  updated_at: seconds,
  owner: (owner) => resource("people", owner),
};

function resource(type, { id, ...record }) {
  const attributes = {};
  for (const [name, value] of Object.entries(record)) {
    attributes[name] = CONVERSIONS[name]?.(value) ?? value;
  }
  return { id, type, attributes };
}

/** A function that builds the body of an occurrence's text, or gives Ajv's errors. */
export function bodyBuilder(schema) {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (text, webhookId) => {
    const occurrence = JSON.parse(text);
    if (!validate(occurrence)) {
      return { value: null, problems: validate.errors };
    }
    const data = { ...resource("events", occurrence.event), meta: { webhook: { id: webhookId, event: occurrence.trigger } } };
    return { value: JSON.stringify({ data }), problems: [] };
  };
}
