import { z } from 'zod'
import { EgressError } from '../../../net/egress-error.ts'
import type { Connector } from '../connector.ts'
import { SourceError } from '../source-error.ts'

const address = z
  .string()
  .trim()
  .max(2000)
  .refine(text => /^https?:\/\//i.test(text) && URL.canParse(text), 'Give the whole address, beginning with https://')

const paths = z.array(z.string().startsWith('/').max(500)).max(100)

export const websiteSettings = z.strictObject({
  type: z.literal('website'),
  url: address.meta({ description: 'Where reading begins; only pages of this host are read' }),
  sitemap_url: address.optional().meta({ description: 'Unless robots.txt names it, or it is /sitemap.xml' }),
  max_pages: z.coerce.number().int().min(1).max(5000).default(500),
  follow_links: z.boolean().default(true).meta({ description: 'Also pages that are linked but in no sitemap' }),
  include_paths: paths.default([]).meta({ description: 'Only pages whose path begins with one of these' }),
  exclude_paths: paths.default([]),
})
export type WebsiteSettings = z.output<typeof websiteSettings>

/** A website: read page by page as robots.txt allows, then searched as documents are. */
export const websiteConnector: Connector<WebsiteSettings> = {
  engine: 'website',
  category: 'website',
  settings: websiteSettings,
  async test({ url }, { egress, signal }) {
    try {
      const { status } = await egress.fetch(url, { signal, maxBytes: 100_000 })
      if (status >= 400) throw new SourceError('failed', `The site answers ${status} at ${url}. Check the address.`)
      return { warnings: [], writable: false }
    } catch (error) {
      if (error instanceof EgressError) throw new SourceError('failed', error.message, { cause: error })
      throw error
    }
  },
  async query() {
    throw new SourceError('refused', 'A website is searched by agents, not queried.')
  },
  schema: async () => ({ tables: [] }),
}
