import { existsSync } from 'node:fs'
import type { Chromium } from '@craveva/adapter-whatsapp/whatsapp-adapter'

const usualPlaces = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(name => `/usr/bin/${name}`)

/** Without a window, and as quiet as it can be: a server has no screen, and often runs as root, which the sandbox refuses. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A Chromium of this machine, for what needs a browser; null where there is none. */
export function findChromium(configured: string | null): Chromium | null {
  const path = configured ?? usualPlaces.find(place => existsSync(place))
  return path === undefined ? null : { path, arguments: flags }
}
