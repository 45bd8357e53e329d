import type { Platform } from '@craveva/core/deployments/platform'
import { shopifyPlatform } from './shopify.ts'
import { telegramPlatform } from './telegram.ts'
import { webPlatform } from './web.ts'
import { whatsappPlatform } from './whatsapp.ts'
import { woocommercePlatform } from './woocommerce.ts'

/** Every platform that agents can be deployed to here. */
export const platforms: readonly Platform[] = [webPlatform, whatsappPlatform, telegramPlatform, shopifyPlatform, woocommercePlatform]
