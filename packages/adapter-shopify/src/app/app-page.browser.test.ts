import { violations } from '@craveva/testing/axe'
import { launchBrowser, noBrowser } from '@craveva/testing/browser'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answers, openAppPage } from '../testing/open-app-page.ts'
import { pageLanguages, readPageTexts } from './page-texts.ts'
import type { stateOf } from './state-of.ts'

/** The app's page in every state it can be in: for everybody, in every look and language. */

type State = ReturnType<typeof stateOf>

const unclaimed: State = { state: 'unclaimed', shop: 'harbour.myshopify.com', name: 'Harbour', email: 'owner@harbour.example' }
const claimed = {
  state: 'claimed',
  shop: 'harbour.myshopify.com',
  name: 'Harbour',
  agent: 'Harbour advisor',
  company: 'Harbour Ltd',
  status: 'active',
  message: null,
  inTheme: 'off',
  editor: 'https://harbour.myshopify.com/admin/themes/current/editor',
  catalogue: { complete: true, count: 1234 },
  snippet: '<script async src="https://chat.example/widget.js?agent=agent_0123456789abcdef"></script>',
  consoleUrl: 'https://chat.example/docs',
  awaitsOwner: false,
} as const satisfies State
const well = { state: 'ok', message: null, inTheme: 'off' }

/** What is answered, what is then done, and what tells that the state is there. */
const states: Record<string, { readonly answers: Answers; readonly reach: (page: Page) => Promise<unknown> }> = {
  'asking how the shop is': { answers: { state: null }, reach: page => page.locator('#loading').waitFor() },
  'not connected': { answers: { state: unclaimed }, reach: page => page.locator('#create').waitFor() },
  'the address has an account': {
    answers: { state: unclaimed, accept: [409, { problem: 'taken', message: 'It is taken.' }] },
    reach: async page => {
      await page.locator('#create').click()
      await page.locator('#taken').waitFor()
    },
  },
  'a link to claim the shop': {
    answers: { state: unclaimed, 'claim-link': { url: 'https://chat.example/console/claim-shop#token=1' } },
    reach: async page => {
      await page.locator('#have').click()
      await page.locator('#claim').waitFor()
    },
  },
  syncing: {
    answers: { state: { ...claimed, awaitsOwner: true, catalogue: { complete: false, count: 40 } }, check: well },
    reach: page => page.locator('#step-catalogue[data-state=waiting]').waitFor(),
  },
  'the chat is off in the theme': { answers: { state: claimed, check: well }, reach: page => page.locator('#editor').waitFor() },
  ready: {
    answers: { state: claimed, check: { ...well, inTheme: 'on' } },
    reach: async page => {
      await page.locator('#step-theme[data-state=done]').waitFor()
      await page.locator('#by-hand summary').click()
      await page.locator('#copy').waitFor()
    },
  },
  'Shopify takes the access no more': {
    answers: {
      state: claimed,
      check: { state: 'signed-out', message: 'Shopify does not accept the access any more.', inTheme: 'unknown' },
    },
    reach: page => page.locator('#step-access[data-state=wrong]').waitFor(),
  },
  paused: {
    answers: { state: { ...claimed, status: 'paused' }, check: well },
    reach: page => page.locator('#step-access[data-state=wrong]').waitFor(),
  },
  'an error': {
    answers: { state: [502, { problem: 'platform', message: 'Shopify does not answer.' }] },
    reach: page => page.locator('#retry').waitFor(),
  },
}

const looks: Record<string, BrowserContextOptions> = {
  'light, desktop': { colorScheme: 'light', viewport: { width: 1000, height: 800 } },
  'dark, desktop': { colorScheme: 'dark', viewport: { width: 1000, height: 800 } },
  'light, phone': { colorScheme: 'light', viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true },
  'dark, phone': { colorScheme: 'dark', viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true },
}
const spareWidth = 'document.documentElement.clientWidth - document.documentElement.scrollWidth'

describe.skipIf(noBrowser)('the page of the app', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  test.each(Object.entries(looks))('axe finds nothing in any state, %s', async (_, look) => {
    for (const [name, { answers, reach }] of Object.entries(states)) {
      await using opened = await openAppPage(browser, answers, look)
      await reach(opened.page)
      expect(await violations(opened.page), name).toEqual([])
      expect(await opened.page.evaluate(spareWidth), name).toBe(0)
      expect(opened.problems, name).toEqual([])
    }
  })

  test.each(pageLanguages)('it speaks %s, and fits a phone', async language => {
    const texts = await readPageTexts(language)
    await using first = await openAppPage(browser, { state: unclaimed }, { ...looks['light, phone'], locale: language })
    await first.page.getByRole('heading', { name: texts.createHeading ?? '' }).waitFor()
    expect(await first.page.locator('html').getAttribute('lang')).toBe(language)
    expect(await first.page.locator('main').textContent()).not.toMatch(/[{}]/)
    expect(await first.page.evaluate(spareWidth)).toBe(0)
    await using opened = await openAppPage(browser, states.ready?.answers ?? {}, { ...looks['light, phone'], locale: language })
    const { page } = opened
    await states.ready?.reach(page)
    expect(await page.evaluate(spareWidth)).toBe(0)
    expect(await violations(page)).toEqual([])
    const filled = (key: string, values: Record<string, string>) =>
      (texts[key] ?? '').replaceAll(/\{(\w+)\}/g, (_, place) => values[place] ?? '')
    expect(await page.locator('#summary').textContent()).toBe(filled('ready', { agent: 'Harbour advisor' }))
    const count = new Intl.NumberFormat(language).format(1234)
    const known = texts[`known.${new Intl.PluralRules(language).select(1234)}`] ?? texts['known.other']
    expect(await page.locator('#step-catalogue p').textContent()).toBe(known?.replace('{count}', count))
    expect([...first.problems, ...opened.problems]).toEqual([])
  })

  test('what the server says in English is marked as English', async () => {
    for (const [name, place] of [
      ['Shopify takes the access no more', '#step-access p'],
      ['an error', '#problem-text'],
    ] as const) {
      const { answers, reach } = states[name] ?? { answers: {}, reach: async () => {} }
      await using opened = await openAppPage(browser, answers, { locale: 'ja' })
      await reach(opened.page)
      expect(await opened.page.locator(place).getAttribute('lang'), name).toBe('en')
    }
    await using opened = await openAppPage(browser, states.paused?.answers ?? {}, { locale: 'ja' })
    await states.paused?.reach(opened.page)
    expect(await opened.page.locator('#step-access p').getAttribute('lang')).toBe('ja')
  })

  test('an admin in a language that it does not have gets English', async () => {
    await using opened = await openAppPage(browser, { state: unclaimed }, { locale: 'hu' })
    await opened.page.getByRole('heading', { name: 'Create your agent' }).waitFor()
    expect(await opened.page.locator('html').getAttribute('lang')).toBe('en')
  })
})
