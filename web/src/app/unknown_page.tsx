import { text } from "../text/text";
import { PageHeading } from "./page_heading";
import { hrefOf } from "./routes";

/** For an address that names no place, or a thing that is gone: `explanation` says which. */
export function UnknownPage({ explanation }: { explanation: string }) {
  return (
    <div class="narrow">
      <PageHeading trail={[]} title={text("unknown.title")} />
      <p>{explanation}</p>
      <p>
        <a class="button" href={hrefOf({ place: "webhooks" })}>
          {text("unknown.leave")}
        </a>
      </p>
    </div>
  );
}
