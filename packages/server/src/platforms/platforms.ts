import { createTelegramAdapter } from '@craveva/adapter-telegram/adapter'
import type { Platform } from '@craveva/core/deployments/platform'
import { toPlatform } from '../adapters/to-platform.ts'
import { shopifyPlatform } from './shopify.ts'
import { webPlatform } from './web.ts'
import { whatsappPlatform } from './whatsapp.ts'
import { woocommercePlatform } from './woocommerce.ts'

/** Every platform that agents can be deployed to here. */
export const platforms: readonly Platform[] = [
  webPlatform,
  whatsappPlatform,
  toPlatform(createTelegramAdapter()),
  shopifyPlatform,
  woocommercePlatform,
]
