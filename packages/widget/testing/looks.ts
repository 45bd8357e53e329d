import type { BrowserContextOptions } from 'playwright-core'

/** How a page can be looked at. */
export const looks: Record<string, BrowserContextOptions & { language?: string }> = {
  light: { colorScheme: 'light' },
  'dark, right to left': { colorScheme: 'dark', language: 'ar' },
  phone: { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true },
  'forced colours': { forcedColors: 'active' },
}
