import type { Platform } from '@craveva/core/deployments/platform'
import { z } from 'zod'
import { pageSettings, webPage } from './web-page.ts'

const settings = z.strictObject(pageSettings)

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
  page: webPage,
}
