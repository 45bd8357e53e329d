import type { Address } from '@craveva/adapter-kit/channel'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { createManyValues } from '../many-values.ts'

/** Milliseconds after a person's last message during which Meta lets anything be written to them. */
const windowMs = 24 * 3600_000

/** Until when each person may be written to. */
export interface ServiceWindow {
  /** Notes when somebody wrote; messages may arrive out of order. */
  opened(address: Address, sentAt: Date): Promise<void>
  isOpen(address: Address): Promise<boolean>
}

export function createWindow(store: KeyValueStore, now: () => number = Date.now): ServiceWindow {
  const until = createManyValues<number>(store, 'window', end => end > now())
  return {
    opened: (address, sentAt) => until.update(address, end => Math.max(end ?? 0, sentAt.getTime() + windowMs)),
    isOpen: async address => ((await until.get(address)) ?? 0) > now(),
  }
}
