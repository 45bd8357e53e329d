import { spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { type Engine, size } from './engine.ts'

const driver = '/usr/bin/WebKitWebDriver'
const screen = '/usr/bin/Xvfb'

/** How WebDriver calls keys. Source: W3C WebDriver, "Keyboard actions". */
const keys = { Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004' }

/** WebKit, which Safari is made of, in its GTK port, by W3C WebDriver on a screen of its own; null where there is none. */
export async function openWebKit(): Promise<Engine | null> {
  const [binary] = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')
  if (!binary || !existsSync(driver) || !existsSync(screen)) return null
  const port = await freePort()
  const display = `:${200 + (port % 800)}`
  const server = spawn(screen, [display, '-screen', '0', '1400x1100x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
  const environment = { DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' }
  const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env: { ...process.env, ...environment } })
  const close = async () => {
    child.kill()
    server.kill()
  }

  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' }
    const request = { method, signal: AbortSignal.timeout(90_000), ...(body && { headers, body: JSON.stringify(body) }) }
    const response = await fetch(`http://127.0.0.1:${port}${path}`, request)
    const { value } = (await response.json()) as { value: unknown }
    if (!response.ok) throw new Error(`WebDriver: ${JSON.stringify(value).slice(0, 500)}`)
    return value
  }

  async function open() {
    const options = { binary, args: ['--automation'] }
    const session = (await call('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } })) as {
      sessionId: string
      capabilities: { browserVersion: string }
    }
    const at = `/session/${session.sessionId}`
    // The window has borders and a bar of its own.
    await call('POST', `${at}/window/rect`, { x: 0, y: 0, width: size.width + 20, height: size.height + 120 })
    const act = async (type: 'key' | 'pointer', actions: readonly object[]) =>
      void (await call('POST', `${at}/actions`, { actions: [{ type, id: type, actions }] }))
    const strike = (letters: readonly string[]) =>
      act(
        'key',
        letters.flatMap(value => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      )
    return {
      version: session.capabilities.browserVersion,
      goto: async (url: string) => void (await call('POST', `${at}/url`, { url })),
      evaluate: (expression: string) =>
        call('POST', `${at}/execute/async`, {
          script: `const done = arguments[arguments.length - 1]; Promise.resolve(${expression}).then(done, error => done(String(error)))`,
          args: [],
        }),
      click: (x: number, y: number) =>
        act('pointer', [
          { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ]),
      type: (text: string) => strike([...text]),
      press: (key: keyof typeof keys) => strike([keys[key]]),
      screenshot: async () => Buffer.from((await call('GET', `${at}/screenshot`)) as string, 'base64'),
      close: async () => void (await call('DELETE', at)),
    }
  }

  try {
    for (let tries = 1; !(await answers(`http://127.0.0.1:${port}/status`)); tries++) {
      if (tries > 50) throw new Error('WebKitWebDriver does not answer')
      await pause(200)
    }
    const first = await open()
    await first.close()
    return { name: `webkit/${first.version}`, readsByJson: true, open, close }
  } catch (error) {
    await close()
    throw error
  }
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
