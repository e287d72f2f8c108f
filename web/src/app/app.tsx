import { useLayoutEffect, useState } from "preact/hooks";

import { SignInNeeded } from "../access/session";
import { SignInDialog } from "../access/sign_in_dialog";
import { SignInPage } from "../access/sign_in_page";
import { Palette } from "../palette/palette";
import { text } from "../text/text";
import { Announcer } from "./announcer";
import { FailurePage } from "./failure_page";
import { Footer, Header } from "./frame";
import { beginAt, currentRoute } from "./navigation";
import { screenAt } from "./screens";
import { ServicesContext, type Services } from "./services";
import { ToastRegion } from "./toast";

type Progress =
  | { state: "loading" }
  | { state: "asked"; reason: string }
  | { state: "failed"; reason: unknown }
  | { state: "ready"; services: Services };

/** `starting` is under way already: the first paint waits for it, and not it for a paint. */
export function App({ starting }: { starting: Promise<Services> }) {
  const [progress, setProgress] = useState<Progress>({ state: "loading" });
  // At once: where the dispatcher refuses before the first paint, somebody is to hear of it.
  useLayoutEffect(() => {
    starting.then(
      (services) => {
        chooseFirstPlace(services);
        setProgress({ state: "ready", services });
      },
      (reason: unknown) =>
        setProgress(reason instanceof SignInNeeded ? { state: "asked", reason: reason.reason } : { state: "failed", reason }),
    );
  }, []);
  return (
    <>
      <Screen progress={progress} />
      <SignInDialog />
    </>
  );
}

function Screen({ progress }: { progress: Progress }) {
  switch (progress.state) {
    case "loading":
      return (
        <p class="loading" role="status">
          {text("shell.loading")}
        </p>
      );
    case "asked":
      return <SignInPage reason={progress.reason} />;
    case "failed":
      return <FailurePage reason={progress.reason} />;
    case "ready":
      return <Ready services={progress.services} />;
  }
}

function chooseFirstPlace({ collection }: Services): void {
  const isNew = collection.state.value.kind === "ready" && collection.webhooks.value.length === 0;
  beginAt({ place: isNew ? "apps" : "webhooks" });
}

function Ready({ services }: { services: Services }) {
  return (
    <ServicesContext.Provider value={services}>
      <button type="button" class="skip-link" onClick={skipToContent}>
        {text("shell.skip")}
      </button>
      <Header />
      <ToastRegion />
      <main id="content" tabIndex={-1}>
        <CurrentPlace />
      </main>
      <Footer version={services.hookstorm.version} />
      <Announcer />
      <Palette />
    </ServicesContext.Provider>
  );
}

/** A link to `#content` would change the route, so the skip link is a button. */
function skipToContent(): void {
  document.getElementById("content")?.focus();
}

function CurrentPlace() {
  return <>{screenAt(currentRoute.value ?? { place: "apps" })}</>;
}
