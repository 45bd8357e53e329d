import type { Verification } from './verification.ts'
import { widgetCases } from './widget-cases.ts'

/** What the tests do in Chromium alone, in the two other engines that visitors have. */
export const engines: Verification = {
  name: 'engines',
  summary: 'the widget in Firefox and WebKit, where they are: a conversation, hostile pages, strict policies, payloads',
  run: ({ log }) =>
    widgetCases('engines/try-engines.ts', 'neither firefox-esr nor webkit2gtk-driver with xvfb is installed: nothing was tried', log),
}
