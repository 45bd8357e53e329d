import { origin } from '@craveva/contract/common'
import type { Platform } from '@craveva/core/deployments/platform'
import { z } from 'zod'

const perMinute = (byDefault: number) => z.int().min(1).max(1_000_000).default(byDefault)

const settings = z.strictObject({
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
})

/** The chat widget on web pages. */
export const webPlatform: Platform<z.output<typeof settings>> = {
  platform: 'web',
  kind: 'messaging',
  title: 'Web page',
  settings,
  status: ({ allowed_origins }) => ({
    status: 'active',
    message:
      allowed_origins.length > 0
        ? null
        : 'No origins are allowed yet, so only pages on this machine can use it. Add your site to allowed_origins.',
  }),
  page: {
    snippet: ({ publicUrl, agentId }) => `<script async src="${publicUrl}/widget.js?agent=${agentId}"></script>`,
    allowedOrigins: ({ allowed_origins }) => allowed_origins,
    limits: ({ limits }) => limits,
  },
}
