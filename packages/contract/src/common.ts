import { z } from 'zod'

/** An opaque id with its kind as prefix, for example `agent_01k…`. */
export const id = (prefix: string) =>
  z
    .string()
    .min(1)
    .max(100)
    .meta({ description: `Opaque id with the prefix \`${prefix}_\``, examples: [`${prefix}_123`] })

/** ISO 8601 in UTC. */
export const time = z.iso.datetime().meta({ examples: ['2025-01-15T10:00:00Z'] })

export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'Number of results per page' }),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).meta({ description: 'How many results to skip' }),
  cursor: z.string().max(200).optional().meta({ description: '`next_cursor` of the page before, for deep paging; used instead of offset' }),
}

/** What every list answers beside its rows. */
export const page = {
  total: z.number().int().min(0),
  limit: z.number().int(),
  offset: z.number().int(),
  next_cursor: z.string().nullable(),
}

/** A boolean in a query string. */
export const flag = z.enum(['true', 'false']).transform(value => value === 'true')

export const done = z.object({ success: z.literal(true), message: z.string() })

/** An HTTP origin without path, as browsers send it: `https://shop.example`. */
export const origin = z.string().max(255).refine(isOrigin, 'Give the origin alone, such as https://shop.example, without a path')

function isOrigin(value: string) {
  const url = URL.parse(value)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === value
}
