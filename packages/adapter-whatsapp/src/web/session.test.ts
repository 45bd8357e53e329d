import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { whatsappPage } from '../testing/whatsapp-page.ts'
import { keepSession } from './keep-session.ts'
import { type Session, startSession } from './session.ts'
import type { SessionEvent, SessionStart } from './session-wire.ts'

const chromium = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(path => existsSync(path))
if (!chromium) console.log('whatsapp-web.js is not tried: there is no Chromium here')

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const version = '0.0.0-test'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'craveva-whatsapp-'))
})
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

/** The real library in a real browser, with a page of ours in the place of WhatsApp's, on which `script` acts. */
async function settings(script: string, more: Partial<SessionStart> = {}): Promise<SessionStart> {
  await writeFile(join(folder, `${version}.html`), whatsappPage(script))
  return {
    dataPath: join(folder, 'data'),
    chromium: { path: chromium ?? '', arguments: flags },
    phoneNumber: null,
    page: { folder, version },
    ...more,
  }
}

/** Collects events, and waits for one. */
function listener() {
  const events: SessionEvent[] = []
  const waiting = new Set<() => void>()
  return {
    events,
    onEvent(event: SessionEvent) {
      events.push(event)
      for (const wake of waiting) wake()
    },
    async until(holds: (event: SessionEvent) => boolean): Promise<SessionEvent> {
      for (;;) {
        const found = events.find(holds)
        if (found) return found
        await new Promise<void>(resolve => waiting.add(resolve))
      }
    },
  }
}

const scan = 'fake.scanWhenShown()'
const isReady = ({ type }: SessionEvent) => type === 'ready'

describe.skipIf(!chromium)('a session of the real library', { timeout: 120_000 }, () => {
  it('pairs, receives, answers, hears itself, and closes', async () => {
    const heard = listener()
    const session = startSession(await settings(scan), heard.onEvent)
    try {
      expect(await heard.until(({ type }) => type === 'qr')).toEqual({ type: 'qr', value: 'reference-1,key,key,secret,1' })
      expect(await heard.until(isReady)).toEqual({ type: 'ready', number: '491700000000', name: 'The shop' })
      const id = await session.call('send', '123456@lid', 'Hello *you*', null)
      const echo = await heard.until(event => event.type === 'message' && event.message.id === id)
      expect(echo).toMatchObject({ message: { own: true, chat: '123456@lid', text: 'Hello *you*' } })
      await session.call('typing', '123456@lid', true)
      expect(await session.call('state')).toBe('CONNECTED')
      await expect(session.call('send', '0@c.us', 'Nobody', null)).rejects.toThrow('No LID')
    } finally {
      await session.close()
    }
  })

  it('needs no second scan, and takes messages in their order', async () => {
    const first = listener()
    const paired = startSession(await settings(scan), first.onEvent)
    await first.until(isReady)
    await paired.close()
    const messages = 'for (const n of [1, 2, 3]) fake.receive("123@c.us", "message " + n)'
    const again = listener()
    const session = startSession(await settings(`setTimeout(() => { ${messages} }, 4000)`), again.onEvent)
    try {
      await again.until(event => event.type === 'message' && event.message.text === 'message 3')
      expect(again.events.some(({ type }) => type === 'qr')).toBe(false)
      const texts = again.events.flatMap(event => (event.type === 'message' ? [event.message.text] : []))
      expect(texts).toEqual(['message 1', 'message 2', 'message 3'])
    } finally {
      await session.close()
    }
  })

  it('tells what was written while nobody listened', async () => {
    const heard = listener()
    const session = startSession(await settings(`${scan}; fake.missed("123@c.us", "Is anybody there?")`), heard.onEvent)
    expect(await heard.until(({ type }) => type === 'message')).toMatchObject({ message: { own: false, text: 'Is anybody there?' } })
    await session.close()
  })

  it('offers a code to type instead', async () => {
    const heard = listener()
    const session = startSession(await settings('', { phoneNumber: '491701234567' }), heard.onEvent)
    expect(await heard.until(({ type }) => type === 'code')).toEqual({ type: 'code', value: 'ABCD1234' })
    await session.close()
  })

  it('comes back when its browser is killed', async () => {
    const heard = listener()
    const states: string[] = []
    const begun: Session[] = []
    let changed = () => {}
    const kept = keepSession(
      (start, onEvent) => {
        const session = startSession(start, event => {
          heard.onEvent(event)
          onEvent(event)
        })
        begun.push(session)
        return session
      },
      await settings(scan),
      () => {},
      () => changed(),
      { startMs: 60_000, probeMs: 500, answerMs: 5000, pauseMs: 100, longestPauseMs: 1000 },
    )
    const next = (wanted: string) =>
      new Promise<void>(resolve => {
        const look = () =>
          void kept.health().then(({ state }) => {
            states.push(state)
            if (state === wanted) resolve()
          })
        changed = look
        look()
      })
    try {
      await next('ok')
      process.kill(await browserOf(join(folder, 'data')), 'SIGKILL')
      await next('failing')
      await next('ok')
      expect(begun.length).toBe(2)
    } finally {
      await kept.close()
    }
  })
})

/** Process id of the Chromium with this profile. */
async function browserOf(dataPath: string): Promise<number> {
  const { readdir } = await import('node:fs/promises')
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(dataPath) && line.includes('--remote-debugging-pipe') && !line.includes('--type=')) return Number(pid)
  }
  throw new Error('There is no browser.')
}
