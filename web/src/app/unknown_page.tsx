import { PageHeading } from "./page_heading";
import { hrefOf } from "./routes";

/** For an address that names no place, or a webhook that is gone. */
export function UnknownPage({ text }: { text: string }) {
  return (
    <div class="narrow">
      <PageHeading trail={[]} title="Not found" />
      <p>{text}</p>
      <p>
        <a class="button" href={hrefOf({ place: "webhooks" })}>
          Go to the webhooks
        </a>
      </p>
    </div>
  );
}
