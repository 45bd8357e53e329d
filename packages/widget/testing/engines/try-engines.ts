import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWidget } from '../../build/build.ts'
import { say } from '../fake-api.ts'
import { type FakeSite, startFakeSite } from '../fake-site.ts'
import { type HostilePage, hostilePages, htmlOf } from '../hostile-pages.ts'
import { infected } from '../infected.ts'
import { shopPage } from '../pages.ts'
import { sampleConfig } from '../sample-config.ts'
import { everyPart } from '../sample-parts.ts'
import { xssPayloads } from '../xss-payloads.ts'
import type { Engine } from './engine.ts'
import { openFirefox } from './firefox.ts'
import { visit, widget } from './visit.ts'
import { openWebKit } from './webkit.ts'

/**
 * Tries the widget in Firefox and WebKit, as many as there are, and prints the cases as JSON: `node --conditions=source testing/engines/try-engines.ts
 * [folder for screenshots]`. What is going on goes to standard error.
 */

interface Case {
  readonly name: string
  readonly seconds: number
  /** Why it failed; null when it did not. */
  readonly fault: string | null
}

/** Breaks what an engine's driver may read pages by. */
const brokenJson = 'toJSON on the prototypes, as Prototype.js adds it'

type Trial = (engine: Engine, site: FakeSite) => Promise<unknown>

const cases: Case[] = []
const pictures = process.argv[2]

/** Notes what goes wrong in a page, before anything else on it. */
const watch = `<script nonce="n1">
  window.problems = []
  for (const name of ['error', 'unhandledrejection', 'securitypolicyviolation'])
    addEventListener(name, event => problems.push(name + ': ' + (event.message || event.reason || event.violatedDirective + ' ' + event.blockedURI)))
</script>`
const watched = (language = 'en') => shopPage(`${watch}<script nonce="n1" async src="/widget.js?agent=agent_lumen"></script>`, language)

function same(found: unknown, expected: unknown) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
}

const conversation: Trial = async (engine, site) => {
  site.pages.set('/', { html: watched() })
  site.api.answer = () => everyPart
  await visit(engine, `${site.origin}/`, async ({ tab, until, openPanel, ask }) => {
    await openPanel()
    await ask('Show me everything')
    await until('all of it', `${widget}.querySelector('table') && ${widget}.querySelector('.card.form')`)
    if (pictures) await writeFile(join(pictures, `${engine.name.replace(/\W+/g, '-')}.png`), await tab.screenshot())
    await tab.press('Escape')
    await until('closed, with the focus on the launcher', `${widget}.activeElement?.matches('.launcher')`)
    await tab.goto(`${site.origin}/`)
    await until('the launcher', `${widget}?.querySelector('.launcher')`)
    await openPanel()
    await until('the conversation is there again', `${widget}?.querySelector('table')`)
    same(await tab.evaluate('problems'), [])
  })
}

const lostConnection: Trial = async (engine, site) => {
  site.pages.set('/', { html: watched() })
  site.api.answer = () => [...say('one two '), { type: 'wait', ms: 300 }, { type: 'drop' }, ...say('three four')]
  await visit(engine, `${site.origin}/`, async ({ tab, openPanel, ask, answered }) => {
    await openPanel()
    await ask('Count')
    same(await answered(), 'three four')
    same(site.api.requests.filter(({ path }) => path.endsWith('/stream')).length, 1)
    same(await tab.evaluate('problems'), [])
  })
}

const rightToLeft: Trial = async (engine, site) => {
  site.pages.set('/', { html: watched('ar') })
  site.api.answer = () => say('أهلا')
  await visit(engine, `${site.origin}/`, async ({ tab, openPanel, ask, answered }) => {
    await openPanel()
    await ask('Hi')
    same(await answered(), 'أهلا')
    same(await tab.evaluate(`getComputedStyle(${widget}.querySelector('.panel')).direction`), 'rtl')
    same(await tab.evaluate('problems'), [])
  })
}

const strictPolicy: Trial = async (engine, site) => {
  const policy = `default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'`
  site.pages.set('/', { html: watched().replace(/ style="[^"]*"/, ''), headers: { 'content-security-policy': policy } })
  site.api.answer = () => everyPart
  await visit(engine, `${site.origin}/`, async ({ tab, until, openPanel, ask }) => {
    await openPanel()
    await ask('Show me everything')
    await until('a form', `${widget}.querySelector('.card.form')`)
    // The icon that a browser asks for by itself, which the policy allows as little.
    same(await tab.evaluate("problems.filter(each => !each.endsWith('/favicon.ico'))"), [])
  })
}

const hostile =
  (page: HostilePage): Trial =>
  async (engine, site) => {
    site.pages.set('/', { html: htmlOf(page).replaceAll('ORIGIN', site.origin), ...(page.headers && { headers: page.headers }) })
    site.api.answer = () => say('Hello.')
    await visit(engine, `${site.origin}/`, async ({ tab, until, openPanel, ask, answered }) => {
      await until('the launcher', `${widget}?.querySelector('.launcher')`)
      await page.afterwards?.(tab)
      await openPanel()
      await ask('Hi')
      same(await answered(), 'Hello.')
    })
  }

const payloads: Trial = async (engine, site) => {
  const counting = '<script>window.runs = 0; window.pwned = () => runs++; window.alert = window.prompt = window.confirm = pwned</script>'
  site.pages.set('/', { html: shopPage(`${counting}<script async src="/widget.js?agent=agent_lumen"></script>`) })
  await visit(engine, `${site.origin}/`, async ({ tab, until, openPanel, ask }) => {
    await openPanel()
    for (let at = 0; at < xssPayloads.length; at += 20) {
      const batch = xssPayloads.slice(at, at + 20)
      site.api.answer = () => batch.flatMap(infected)
      await ask('Go on')
      await until('every card', `${widget}.querySelectorAll('.card.form').length === ${batch.length}`)
      await tab.evaluate('craveva("restart")')
      await until('a new conversation', `${widget}.querySelector('.suggestions') && ${widget}.activeElement?.matches('.composer textarea')`)
    }
    const foreign = `performance.getEntriesByType('resource').map(({ name }) => name).filter(name => !name.startsWith(location.origin))`
    same(await tab.evaluate(`[runs, ${foreign}]`), [0, []])
  })
}

const trials: readonly (readonly [string, Trial])[] = [
  ['a conversation with every part, Escape and a reload', conversation],
  ['a connection that is lost within an answer', lostConnection],
  ['right to left', rightToLeft],
  ['a strict policy with Trusted Types', strictPolicy],
  ...hostilePages.filter(({ expected }) => expected === 'works').map(page => [page.name, hostile(page)] as const),
  [`${xssPayloads.length} payloads in every text`, payloads],
]

async function attempt(name: string, work: () => Promise<unknown>) {
  const started = Date.now()
  const fault = await work().then(
    () => null,
    error => String(error).slice(0, 1000),
  )
  cases.push({ name, seconds: Math.round((Date.now() - started) / 100) / 10, fault })
  console.error(`${name}: ${fault ?? 'ok'}`)
}

async function tryEngine(open: () => Promise<Engine | null>, dist: string) {
  const engine = await open()
  if (!engine) return
  try {
    for (const [name, trial] of trials) {
      if (engine.readsByJson && name === brokenJson) continue
      const site = await startFakeSite(dist, sampleConfig)
      site.pages.set('/second', { html: watched() })
      await attempt(`${engine.name}: ${name}`, () => trial(engine, site))
      await site.close()
    }
  } finally {
    await engine.close()
  }
}

const dist = await mkdtemp(join(tmpdir(), 'craveva-engines-'))
try {
  await buildWidget(dist)
  for (const open of [openFirefox, openWebKit]) await tryEngine(open, dist)
} finally {
  await rm(dist, { recursive: true, force: true })
}
console.log(`\n${JSON.stringify(cases)}`)
