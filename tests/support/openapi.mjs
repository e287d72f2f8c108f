// Checks what a dispatcher answers against its own OpenAPI document.
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const DOCUMENT = "openapi";

/** The document of a running dispatcher, ready to check answers by. */
export class ApiDocument {
  #ajv = new Ajv({ strict: false, allErrors: true });
  #patterns;

  constructor(document) {
    this.document = document;
    addFormats(this.#ajv);
    this.#ajv.addSchema(document, DOCUMENT);
    this.#patterns = Object.keys(document.paths).map((path) => ({
      path,
      expression: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`),
    }));
    // As the router does: what has no variable part goes before what has.
    this.#patterns.sort((left, right) => left.path.split("{").length - right.path.split("{").length);
  }

  /** Throws where the document does not have this answer. */
  check(method, path, { status, headers, text }) {
    const type = headers.get("content-type");
    const declared = this.#answer(method, new URL(path, "http://localhost").pathname, status);
    if (declared.content === undefined) {
      this.#expect(text === "", `${method} ${path}: ${status} has a body`);
      return;
    }
    const media = declared.content[type];
    this.#expect(media, `${method} ${path}: ${status} is ${type}, not ${Object.keys(declared.content)}`);
    if (type.endsWith("json")) {
      this.checkSchema(media.schema.$ref, JSON.parse(text), `${method} ${path}: ${status}`);
    }
  }

  #answer(method, path, status) {
    const found = this.#patterns.find(({ expression }) => expression.test(path));
    const operation = found && this.document.paths[found.path][method.toLowerCase()];
    if (operation) {
      const answer = operation.responses[status];
      this.#expect(answer, `${method} ${path}: ${status} is not in the document`);
      return answer;
    }
    this.#expect(status >= 400, `${method} ${path}: answers ${status} and is not in the document`);
    const errors = { schema: { $ref: "#/components/schemas/errors" } };
    return { content: { "application/json": errors, "application/vnd.api+json": errors } };
  }

  /** Throws where the value is not what the schema says. */
  checkSchema(reference, value, where) {
    const validate = this.#ajv.getSchema(`${DOCUMENT}${reference}`);
    this.#expect(validate(value), `${where}: ${this.#ajv.errorsText(validate.errors)}: ${JSON.stringify(value).slice(0, 2000)}`);
  }

  #expect(truth, message) {
    if (!truth) {
      throw new Error(`Against the OpenAPI document: ${message}`);
    }
  }
}
