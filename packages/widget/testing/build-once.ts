import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWidget } from '../build/build.ts'
import { buildForBundlers } from '../build/build-npm.ts'
import { noBrowser, startBrowser } from './pages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the built widget, and the address of a browser. */
    widget: { readonly dist: string; readonly browser: string }
  }
}

/** Builds the widget and starts a browser, once for all files of browser tests; each test opens a context of its own in it. */
export default async function setup(project: TestProject) {
  if (noBrowser) return
  const dist = await mkdtemp(join(tmpdir(), 'craveva-widget-'))
  await buildWidget(dist)
  await buildForBundlers(join(import.meta.dirname, '..'), join(dist, 'npm'))
  const browser = await startBrowser()
  project.provide('widget', { dist, browser: browser.wsEndpoint() })
  return async () => {
    await browser.close()
    await rm(dist, { recursive: true, force: true })
  }
}
