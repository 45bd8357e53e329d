import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'
import { type Engine, size } from './engine.ts'

const executablePath = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(path => existsSync(path))

/** Firefox by WebDriver BiDi; null where there is none. */
export async function openFirefox(): Promise<Engine | null> {
  if (!executablePath) return null
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, defaultViewport: size })
  return {
    name: await browser.version(),
    readsByJson: false,
    async open() {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      return {
        goto: async url => void (await page.goto(url, { timeout: 60_000 })),
        evaluate: expression => page.evaluate(expression),
        click: (x, y) => page.mouse.click(x, y),
        type: text => page.keyboard.type(text),
        press: key => page.keyboard.press(key),
        screenshot: async () => Buffer.from(await page.screenshot()),
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
  }
}
