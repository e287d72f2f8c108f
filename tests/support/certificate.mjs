// A certificate that nobody vouches for but who is told to.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Makes one for IP addresses, valid from now on for two days: the files of the certificate and its key, in `folder`. */
export function selfSigned(folder, addresses) {
  const [certificate, key] = [join(folder, "certificate"), join(folder, "key")];
  execFileSync(
    "openssl",
    [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=sink",
      "-addext", `subjectAltName=${addresses.map((address) => `IP:${address}`).join(",")}`, "-out", certificate, "-keyout", key,
    ],
    { stdio: "ignore" },
  );
  return { certificate, key };
}
