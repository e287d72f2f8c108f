// Machines of their own, as far as networks go: each a namespace with an address in two networks that lead to this one,
// and links that may be cut. Their addresses are set aside for tests of networks (198.18.0.0/15), and so are no machine's own.
import { spawnSync } from "node:child_process";

/** In one of its networks a machine is reached by whoever asks it, and sends; in the other it has its database. */
const NETWORKS = ["clients", "database"];
const ADDRESSES = 16;
const PREFIX = "/28";
const FIRST_MACHINE = 2;

function ip(...words) {
  const { status, stderr, error } = spawnSync("ip", words, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`ip ${words.join(" ")}: ${error?.message ?? stderr.trim()}`);
  }
}

export class Networks {
  /** As of this process, so that runs side by side do not meet; an interface's name has at most 15 characters. */
  #name = `hs${process.pid}`;
  #machines = 0;
  #bridges = [];

  /** Why there can be none here, such as without the right to make them; undefined where there can. */
  static problem() {
    const networks = new Networks();
    try {
      networks.create(1);
      return undefined;
    } catch (error) {
      return error.message;
    } finally {
      networks.remove();
    }
  }

  create(machines) {
    for (const network of NETWORKS) {
      ip("link", "add", this.#bridge(network), "type", "bridge");
      this.#bridges.push(this.#bridge(network));
      ip("address", "add", `${this.#addressAt(network, 1)}${PREFIX}`, "dev", this.#bridge(network));
      ip("link", "set", this.#bridge(network), "up");
    }
    for (let machine = 0; machine < machines; ++machine) {
      this.#addMachine(machine);
    }
    return this;
  }

  #addMachine(machine) {
    const namespace = this.#namespace(machine);
    ip("netns", "add", namespace);
    this.#machines = machine + 1;
    ip("-n", namespace, "link", "set", "lo", "up");
    for (const network of NETWORKS) {
      ip("link", "add", this.#link(network, machine), "type", "veth", "peer", "name", network, "netns", namespace);
      ip("link", "set", this.#link(network, machine), "master", this.#bridge(network), "up");
      ip("-n", namespace, "address", "add", `${this.address(network, machine)}${PREFIX}`, "dev", network);
      ip("-n", namespace, "link", "set", network, "up");
    }
  }

  /** This machine's own address in the network. */
  own(network) {
    return this.#addressAt(network, 1);
  }

  address(network, machine) {
    return this.#addressAt(network, FIRST_MACHINE + machine);
  }

  /** All of the network's addresses. */
  range(network) {
    return `${this.#addressAt(network, 0)}${PREFIX}`;
  }

  /** The words that start a program on a machine. */
  launcher(machine) {
    return ["nsenter", `--net=/run/netns/${this.#namespace(machine)}`];
  }

  /** From now on nothing comes through, and nobody is told. */
  cut(network, machine) {
    ip("link", "set", this.#link(network, machine), "down");
  }

  heal(network, machine) {
    ip("link", "set", this.#link(network, machine), "up");
  }

  /** Once no program runs on the machines any more. */
  remove() {
    for (; this.#machines > 0; --this.#machines) {
      ip("netns", "delete", this.#namespace(this.#machines - 1));
    }
    for (const bridge of this.#bridges.splice(0)) {
      ip("link", "delete", bridge);
    }
  }

  #namespace(machine) {
    return `${this.#name}-${machine}`;
  }

  #bridge(network) {
    return `${this.#name}${network[0]}`;
  }

  #link(network, machine) {
    return `${this.#bridge(network)}${machine}`;
  }

  #addressAt(network, index) {
    const offset = (process.pid * ADDRESSES + index) % 65_536;
    return `198.${18 + NETWORKS.indexOf(network)}.${offset >> 8}.${offset & 255}`;
  }
}
