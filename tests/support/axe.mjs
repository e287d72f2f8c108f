// What axe finds wrong with a page for those who cannot see it, or cannot use a mouse.
import { AxeBuilder } from "@axe-core/playwright";

/** Each violation with where it is; none where all is well. */
export async function violations(page) {
  const { violations: found } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}
