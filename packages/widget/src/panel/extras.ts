import { signal } from '../dom/signal.ts'
import type { Extras, LoadExtras } from '../shared/extras.ts'
import type { PanelHost } from '../shared/panel-module.ts'
import { base } from './base.ts'
import { shared } from './shared.ts'

/** Put in by the build: file and hash of the extras, beside the panel's own file. Null in the package, where they are an import. */
declare const EXTRAS: readonly [file: string, integrity: string] | null

/** What is rarely needed, as a value that is there once it was loaded. */
export interface LazyExtras {
  /** Null until it is there; reading it brings it, and whoever reads it within `watch` is told. */
  read(): Extras | null
  /** What is there already, without bringing it. */
  peek(): Extras | null
  /** Throws when it cannot be loaded; the next call tries again. */
  bring(): Promise<Extras>
}

/** The extras bring their styles along. */
export function createExtras(host: PanelHost): LazyExtras {
  const load = host.settings.loadExtras ?? loadFile(host)
  const loaded = signal<Extras | null>(null)
  let coming: Promise<Extras> | undefined

  async function bring() {
    try {
      coming ??= load()
      const module = await coming
      if (!loaded.peek()) host.addStyles(module.css)
      loaded.current = module
      return module
    } catch (error) {
      coming = undefined
      host.emit('error', error)
      throw error
    }
  }

  return {
    bring,
    peek: loaded.peek,
    read() {
      if (!loaded.current) bring().catch(() => {})
      return loaded.current
    },
  }
}

/** The file is a function of what the panel lends it. */
const loadFile =
  (host: PanelHost): LoadExtras =>
  async () => {
    if (!EXTRAS) throw new Error('no file of extras')
    const [file, integrity] = EXTRAS
    const address = new URL(file, base).href
    host.preload(address, integrity)
    return (await import(/* @vite-ignore */ address)).default(shared)
  }
