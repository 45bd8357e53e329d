import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page and in the widget, by WCAG 2.2 AA and its best practices. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return results.violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`))
}

/** How a page can be looked at. */
export const looks: Record<string, BrowserContextOptions & { language?: string }> = {
  light: { colorScheme: 'light' },
  'dark, right to left': { colorScheme: 'dark', language: 'ar' },
  phone: { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true },
  'forced colours': { forcedColors: 'active' },
}
