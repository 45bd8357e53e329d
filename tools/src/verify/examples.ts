import type { Verification } from './verification.ts'
import { widgetCases } from './widget-cases.ts'

/** Installs, builds and opens the widget's examples as their README says. What npm needs is too much for every test: Next.js alone brings 340 MB. */
export const examples: Verification = {
  name: 'examples',
  summary: "the widget's examples for bundlers, installed from npm: React, Vue, and Next.js built, served and opened in Chromium",
  run: ({ log }) => widgetCases('installed-examples.ts', 'no Chromium in /usr/bin: nothing was tried', log),
}
