import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { StartError } from './postgres/start-error.ts'

/** Listens with limits against clients that send slowly or never. Throws a StartError when the port is taken or forbidden. */
export async function listen(app: Express, { port, host }: { port: number; host: string }): Promise<{ server: Server; port: number }> {
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }, app)
  server.maxConnections = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explain(error, port, host)))
    server.listen(port, host, resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}

function explain(error: Error, port: number, host: string) {
  const code = 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE')
    return new StartError(
      'PORT_TAKEN',
      `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
    )
  if (code === 'EACCES')
    return new StartError('PORT_TAKEN', `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`)
  if (code === 'EADDRNOTAVAIL')
    return new StartError('BAD_CONFIGURATION', `HOST=${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.`)
  return error
}
