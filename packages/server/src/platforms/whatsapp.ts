import { whatsappAdapter } from '@craveva/adapter-whatsapp/whatsapp-adapter'
import { toPlatform } from '../adapters/to-platform.ts'

/** Chats with a WhatsApp number of the merchant. */
export const whatsappPlatform = toPlatform(whatsappAdapter({ dataFolder: '', chromium: null }))
