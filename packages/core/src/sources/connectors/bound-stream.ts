import type { Duplex } from 'node:stream'

/** Breaks connections over which more than `maxBytes` came, as what a server sends is held in memory until it is whole. */
export interface StreamBound {
  /** Whether a connection was broken. */
  readonly exceeded: boolean
  /** Call it when the driver listens already, as bytes flow from then on. */
  watch(stream: Duplex): void
}

export function boundStreams(maxBytes: number): StreamBound {
  let exceeded = false
  return {
    get exceeded() {
      return exceeded
    },
    watch(stream) {
      let received = 0
      stream.on('data', (chunk: Buffer) => {
        received += chunk.length
        if (received <= maxBytes) return
        exceeded = true
        stream.destroy()
      })
    },
  }
}
