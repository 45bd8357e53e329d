import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where the browser of the tests is, if there is one. */
export const chromiumPath = places.find(path => path !== undefined && existsSync(path))

/** Why browser tests are skipped here, or null. */
export const noBrowser = chromiumPath ? null : 'no Chromium in /usr/bin: install it with `apt-get install chromium`, or set CHROMIUM_PATH'
if (noBrowser) console.log(`Skipped: ${noBrowser}`)

export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const options = { ...(chromiumPath && { executablePath: chromiumPath }), args: chromiumFlags }

/** `flags`: what else it is started with. */
export const launchBrowser = (...flags: readonly string[]) => chromium.launch({ ...options, args: [...chromiumFlags, ...flags] })

/** Starts a browser that several processes can connect to. */
export const startBrowser = () => chromium.launchServer(options)
