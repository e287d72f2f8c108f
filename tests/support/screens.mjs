// The page's screens, as their addresses say what of them is shown.

/** Of the page as a static site. */
export const STATIC_SCREENS = [
  { name: "apps", hash: "#/apps" },
  { name: "webhooks", hash: "#/apps/webhooks" },
  { name: "add", hash: "#/apps/webhooks/add" },
  { name: "add-everything", hash: "#/apps/webhooks/add?open=content,filter,signature,headers,delivery,identity" },
  { name: "add-recipe-compared", hash: "#/apps/webhooks/add?recipe=slack&compare=extended" },
  { name: "settings", hash: "#/settings" },
  { name: "catalogue", hash: "#/catalogue" },
  { name: "simulator", hash: "#/simulator" },
  { name: "verify", hash: "#/verify" },
  { name: "replay", hash: "#/replay" },
  { name: "nowhere", hash: "#/nowhere" },
];

/** Goes to a screen by loading it anew, and waits until all of it is there. */
export async function openScreen(page, url, { name, hash }) {
  await page.goto(`${url}?${name}${hash}`);
  await page.locator("h1").waitFor();
  await page.waitForLoadState("networkidle");
}
