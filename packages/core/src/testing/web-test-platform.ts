import { origin } from '@craveva/contract/common'
import { z } from 'zod'
import { secret } from '../crypto/secret-settings.ts'
import type { Platform } from '../deployments/platform.ts'

const settings = z.strictObject({
  allowed_origins: z.array(origin).default([]),
  limits: z
    .strictObject({
      visitor_per_minute: z.int().default(1000),
      network_per_minute: z.int().default(1000),
      agent_per_minute: z.int().default(1000),
    })
    .prefault({}),
  identity_secret: z.string().optional().meta(secret),
  identity_required: z.boolean().default(false),
})

/** A platform with a page, as the program registers one, whose limits tests can set. */
export const webTestPlatform: Platform<z.output<typeof settings>> = {
  platform: 'web',
  kind: 'messaging',
  title: 'Web page',
  settings,
  status: () => ({ status: 'active', message: null }),
  page: {
    snippet: ({ publicUrl, agentId }) => `<script async src="${publicUrl}/widget.js?agent=${agentId}"></script>`,
    allowedOrigins: ({ allowed_origins }) => allowed_origins,
    limits: ({ limits }) => limits,
    identity: ({ identity_secret, identity_required }) => ({ secret: identity_secret ?? null, required: identity_required }),
  },
}
