import type { Page } from 'playwright-core'

export { chromiumFlags, chromiumPath, launchBrowser, noBrowser, startBrowser } from '@craveva/testing/browser'

/** A page of a shop with the widget on it. */
export const shopPage = (script = '<script async src="/widget.js?agent=agent_lumen"></script>', language = 'en') => `<!doctype html>
<html lang="${language}">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Lumen lamps</title></head>
  <body style="font: 16px Georgia, serif; margin: 40px; background: #f6f1e8">
    <main><h1>Lumen lamps</h1><p>Light for every room.</p><p><a href="/second">The second page</a> <button type="button">A button</button></p></main>
    ${script}
  </body>
</html>`

/** Waits until the page is loaded and has nothing left to do, which is when the widget begins; and until what that asked for is there. */
export async function idle(page: Page) {
  await page.waitForLoadState('networkidle')
  // A page on which nothing moves may never be told that it is idle.
  const within = { timeout: 2000 }
  await page.evaluate(within => new Promise(done => requestIdleCallback(() => requestIdleCallback(done, within), within)), within)
  await page.waitForLoadState('networkidle')
}

/** Opens the panel as a visitor does, and waits until it can be written in. */
export async function openPanel(page: Page) {
  await page.locator('.launcher').click()
  await page.locator('.composer textarea').waitFor()
}

/** Writes a message and sends it. */
export async function ask(page: Page, text: string) {
  await page.locator('.composer textarea').fill(text)
  await page.keyboard.press('Enter')
}

/** The end of the conversation: waits until the last answer is complete. */
export const answered = (page: Page, count = 1) =>
  page
    .locator('.message.agent .meta .copy')
    .nth(count - 1)
    .waitFor()

/** Calls the widget's global, as the page does. */
export const command = (page: Page, ...call: unknown[]) =>
  page.evaluate(call => (window as unknown as { craveva: (...call: unknown[]) => unknown }).craveva(...call), call)

/** A token of a person, as the merchant's server makes one. */
export const tokenFor = (sub: string) => ['{}', JSON.stringify({ sub }), 'signature'].map(part => btoa(part).replace(/=+$/, '')).join('.')
