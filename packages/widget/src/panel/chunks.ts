import { signal } from '../dom/signal.ts'
import type { Chunks, LoadChunk } from '../shared/chunks.ts'
import type { PanelHost } from '../shared/panel-module.ts'
import { shared } from './shared.ts'

/** Put in by the build: file and hash of each, beside the panel's own file. */
declare const CHUNKS: Record<keyof Chunks, readonly [file: string, integrity: string]>

/** Read on its own: in a `new URL` the bundler would look for a file. */
const base = import.meta.url

/** A chunk as a value that is there once it was loaded. */
export interface Chunk<T> {
  /** Null until it is there; reading it brings it, and whoever reads it within `watch` is told. */
  read(): T | null
  /** What is there already, without bringing it. */
  peek(): T | null
  /** Throws when it cannot be loaded; the next call tries again. */
  bring(): Promise<T>
}

/** Everything the panel can load later. A chunk brings its styles along. */
export function createChunks(host: PanelHost): { readonly [Name in keyof Chunks]: Chunk<Chunks[Name]> } {
  const load = host.settings.loadChunk ?? loadFiles(host)

  function chunk<Name extends keyof Chunks>(name: Name): Chunk<Chunks[Name]> {
    const loaded = signal<Chunks[Name] | null>(null)
    let coming: Promise<Chunks[Name]> | undefined
    const bring = async () => {
      try {
        coming ??= load(name)
        const module = await coming
        if (!loaded.peek()) host.addStyles(module.css)
        loaded.value = module
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
        if (!loaded.value) bring().catch(() => {})
        return loaded.value
      },
    }
  }

  return { cards: chunk('cards'), extras: chunk('extras') }
}

/** A file is a function of what the panel lends it. */
const loadFiles =
  (host: PanelHost): LoadChunk =>
  async name => {
    const [file, integrity] = CHUNKS[name]
    const address = new URL(file, base).href
    host.preload(address, integrity)
    return (await import(/* @vite-ignore */ address)).default(shared)
  }
