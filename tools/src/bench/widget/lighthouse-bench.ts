import type { Bench } from '../bench.ts'
import { inChromium } from './in-chromium.ts'

/** What Lighthouse says of a page with the widget and of the same page without it, in turns. */
export const lighthouseBench: Bench = {
  name: 'lighthouse',
  summary: "what the widget takes from a page's marks in Lighthouse's mobile preset, which is installed from npm for it",
  run: options => inChromium('lighthouse.ts', options),
}
