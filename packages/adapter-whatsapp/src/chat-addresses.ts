import type { AdapterContext } from '@craveva/adapter-kit/adapter'
import type { Address } from '@craveva/adapter-kit/channel'
import { createManyValues } from './many-values.ts'

/**
 * One person can be reached under several addresses: a phone number, an opaque id, and another one after the deployment moved from a paired
 * phone to the Cloud API. The address under which a number wrote last is remembered, so that the conversation moves along.
 */
export function createChatAddresses({ store, receive }: Pick<AdapterContext, 'store' | 'receive'>) {
  const addresses = createManyValues<Address>(store, 'phone')
  return {
    /** Before an event of `address` is received: moves the conversation there if this number wrote from elsewhere before. */
    async follow(phone: string | null, address: Address): Promise<void> {
      if (!phone) return
      const known = await addresses.get(phone)
      if (known === address) return
      if (known) await receive({ kind: 'moved', eventId: `moved:${known}:${address}`, address: known, to: address })
      await addresses.update(phone, () => address)
    },
  }
}
