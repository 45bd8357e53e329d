import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { buildForBundlers } from './build-npm.ts'
import { bundle, hashOf } from './bundle.ts'
import { bundleExtras } from './bundle-extras.ts'
import { compress } from './compress.ts'
import { integrityOf } from './integrity.ts'
import { readTexts } from './read-texts.ts'

const packageDirectory = join(import.meta.dirname, '..')

/** Writes the built widget to a folder: see README.md for what lies where and how it is served. */
export async function buildWidget(dist: string): Promise<void> {
  for (const stale of ['assets', 'static']) await rm(join(dist, stale), { recursive: true, force: true })

  const texts = await readTexts()
  const extras = await bundleExtras()
  const extrasFile = [basename(extras.fileName), integrityOf(extras.code)]
  const panel = await bundle({
    entry: join(packageDirectory, 'src/panel/panel.tsx'),
    fileName: 'assets/panel.[hash].js',
    define: { TEXTS_FILE: JSON.stringify(texts.fileName), EXTRAS: JSON.stringify(extrasFile) },
  })
  const loader = await bundle({
    entry: join(packageDirectory, 'src/loader/loader.ts'),
    fileName: 'widget.js',
    define: { CRAVEVA_SETTINGS: settingsName },
  })
  const integrity = integrityOf(panel.code)
  // The same script under a name that never changes its content, for pages that pin it with an `integrity` of their own.
  const pinned = asClassicScript(loader.code, JSON.stringify({ panel: basename(panel.fileName), integrity }))
  const pinnedName = `assets/widget.${hashOf(pinned)}.js`
  const manifest = {
    loader: 'widget.js',
    panel: panel.fileName,
    integrity,
    extras: extras.fileName,
    pinned: { file: pinnedName, integrity: integrityOf(pinned) },
  }

  await emit(dist, manifest.panel, panel.code)
  await emit(dist, manifest.extras, extras.code)
  for (const [code, text] of texts.files) await emit(dist, `assets/${texts.fileName}.${code}.json`, text)
  await emit(dist, pinnedName, pinned)
  await emit(dist, manifest.loader, asClassicScript(loader.code, `"${settingsToken}"`))
  const settings = { panel: `../${manifest.panel}`, integrity: manifest.integrity }
  await emit(dist, 'static/widget.js', asClassicScript(loader.code, JSON.stringify(settings)))
  await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Whoever serves the loader replaces it, quotes included, by the settings as JSON. */
const settingsToken = '__CRAVEVA_SETTINGS__'

/** What the loader's code calls its settings: no variable of its own gets the name of something outside. */
const settingsName = '$'

/** A module without imports and exports becomes a script that takes its settings from whoever serves it. */
const asClassicScript = (code: string, settings: string) => `(${settingsName}=>{"use strict";${code.trim()}})(${settings})\n`

async function emit(dist: string, fileName: string, code: string) {
  const path = join(dist, fileName)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, code)
  await writeFile(`${path}.br`, compress(code))
}

if (import.meta.main) {
  await buildWidget(join(packageDirectory, 'dist'))
  await buildForBundlers(packageDirectory, join(packageDirectory, 'dist/npm'))
}
