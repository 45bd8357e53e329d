import { origin } from '@craveva/contract/common'
import { secret } from '@craveva/core/crypto/secret-settings'
import { z } from 'zod'

const perMinute = (byDefault: number) => z.int().min(1).max(1_000_000).default(byDefault)

/** Settings of every platform whose visitors chat in the widget. */
export const pageSettings = {
  allowed_origins: z
    .array(origin)
    .max(100)
    .default([])
    .meta({ description: 'Origins of the pages that may show the widget, such as https://shop.example; none: pages on this machine only' }),
  limits: z
    .strictObject({
      visitor_per_minute: perMinute(20),
      network_per_minute: perMinute(120),
      agent_per_minute: perMinute(1200),
    })
    .prefault({})
    .meta({ description: 'Messages a minute, of one visitor, of one network address, and of all together' }),
  identity_secret: z
    .string()
    .min(32, 'is shorter than 32 characters')
    .max(200)
    .optional()
    .meta({ ...secret, description: 'Your server signs tokens (JWT, HS256) with it that say who a visitor is' }),
  identity_required: z.boolean().default(false).meta({ description: 'Whether only visitors with such a token may chat' }),
}

type PageSettings = z.output<z.ZodObject<typeof pageSettings>>

/** What to paste into a page, whence it may be called, and how often. */
export const webPage = {
  snippet: ({ publicUrl, agentId }: { publicUrl: string; agentId: string }) =>
    `<script async src="${publicUrl}/widget.js?agent=${agentId}"></script>`,
  allowedOrigins: ({ allowed_origins }: PageSettings) => allowed_origins,
  limits: ({ limits }: PageSettings) => limits,
  identity: ({ identity_secret, identity_required }: PageSettings) => ({ secret: identity_secret ?? null, required: identity_required }),
}
