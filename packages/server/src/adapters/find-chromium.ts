import { existsSync } from 'node:fs'

const usualPlaces = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(name => `/usr/bin/${name}`)

/** A Chromium of this machine, for what needs a browser; null where there is none. */
export const findChromium = (configured: string | null): string | null => configured ?? usualPlaces.find(path => existsSync(path)) ?? null
