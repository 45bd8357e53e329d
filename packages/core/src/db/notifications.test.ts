import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
import { listenForNotifications } from './notifications.ts'

test('a database that is away is asked for again and again, by one attempt at a time', async () => {
  let attempts = 0
  const away = createServer(socket => {
    attempts++
    socket.on('error', () => {})
    socket.once('data', () => socket.destroy())
  })
  await new Promise<void>(resolve => away.listen(0, '127.0.0.1', resolve))
  const { port } = away.address() as { port: number }
  const notifications = listenForNotifications(`postgres://user:word@127.0.0.1:${port}/craveva?sslmode=disable`, pino({ level: 'silent' }))
  await pause(6500)
  await notifications.close()
  away.close()
  expect(attempts).toBeGreaterThan(1)
  expect(attempts).toBeLessThan(5)
})
