import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WebsiteSettings } from '../connectors/website/website.ts'
import { parseFiles } from '../parse/parse-files.ts'
import type { ReachableSource } from '../reach-source.ts'
import { crawl } from './crawl.ts'
import type { Copied, SyncNeeds } from './sync.job.ts'

/** The pages of a website, each as one document under its address. Throws SourceError when the site cannot be read. */
export async function* copyWebsite(
  { egress, files: store }: SyncNeeds,
  { settings }: ReachableSource,
  signal: AbortSignal,
): AsyncGenerator<Copied> {
  const folder = await store.scratchFolder()
  try {
    const pages = new Map<string, string>()
    const files: { path: string; name: string }[] = []
    for await (const page of crawl(settings as WebsiteSettings, { egress, signal })) {
      if (page.body === null) {
        yield { kind: 'kept', key: page.url, reason: page.reason }
        continue
      }
      const name = `page-${files.length}.${page.extension}`
      const path = join(folder, name)
      await writeFile(path, page.body)
      files.push({ path, name })
      pages.set(name, page.url)
    }
    if (files.length === 0) return
    for await (const outcome of parseFiles({ files, signal })) {
      const url = pages.get(outcome.key)
      if (!url) continue
      if ('reason' in outcome) yield { kind: 'kept', key: url, reason: `${url}: ${outcome.reason}` }
      else yield { kind: 'document', document: { ...outcome, key: url, title: titleOf(outcome.title, url), url } }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A page without a title of its own is called by its address. */
const titleOf = (title: string, url: string) => (/^page[ -]\d+$/i.test(title) ? url : title)
