// Certificates: one that nobody vouches for but who is told to, and those of an authority, made by openssl.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes one for IP addresses, valid from now on for two days: the files of the certificate and its key, in `folder`. */
export function selfSigned(folder, addresses) {
  const [certificate, key] = [join(folder, "certificate"), join(folder, "key")];
  openssl([
    "req", "-x509", ...newKey(key), "-days", "2", "-subj", "/CN=sink",
    "-addext", `subjectAltName=${addresses.map((address) => `IP:${address}`).join(",")}`, "-out", certificate,
  ]);
  return { certificate, key };
}

/** Issues certificates for whatever time is wanted. */
export class Authority {
  #folder;
  #issued = 0;
  /** The file of its own certificate. */
  certificate;

  /** `folder` is its own. */
  constructor(folder, name) {
    this.#folder = folder;
    mkdirSync(folder);
    this.certificate = this.#file("certificate");
    openssl([
      "req", "-x509", ...newKey(this.#file("key")), "-days", "2", "-subj", `/CN=${name}`,
      "-addext", "keyUsage=critical,keyCertSign", "-out", this.certificate,
    ]);
    writeFileSync(this.#file("index"), "");
    writeFileSync(
      this.#file("settings"),
      `[ca]\ndefault_ca = authority\n[authority]\ndatabase = ${this.#file("index")}\nunique_subject = no\nrand_serial = yes\n` +
        `default_md = sha256\npolicy = names\n[names]\ncommonName = supplied\n`,
    );
  }

  /** The files of a certificate for `subject` ("IP:127.0.0.1", "DNS:a.example") and its key, valid from one Date to another. */
  issue(subject, from, until) {
    const name = String(++this.#issued);
    const [certificate, key, request, extensions] = ["certificate", "key", "request", "extensions"].map((kind) => this.#file(`${kind}.${name}`));
    writeFileSync(extensions, `subjectAltName=${subject}\n`);
    openssl(["req", "-new", ...newKey(key), "-subj", `/CN=${name}`, "-out", request]);
    openssl([
      "ca", "-batch", "-notext", "-config", this.#file("settings"), "-cert", this.certificate, "-keyfile", this.#file("key"),
      "-outdir", this.#folder, "-startdate", asn1Time(from), "-enddate", asn1Time(until),
      "-extfile", extensions, "-in", request, "-out", certificate,
    ]);
    return { certificate, key };
  }

  #file(name) {
    return join(this.#folder, name);
  }
}

function newKey(file) {
  return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file];
}

/** As in 20261126083000Z. */
function asn1Time(date) {
  return `${date.toISOString().replace(/[-:T]|\..*/g, "")}Z`;
}

function openssl(args) {
  execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
}
