import type { Response } from 'express'
import type { Services } from '../context.ts'
import { admitOrigin } from './cors.ts'

/** Whether pages of this origin may call the management API: the server's own, and those the operator named. */
export const isConsole = ({ config }: Pick<Services, 'config'>, origin: string) =>
  origin === new URL(config.publicUrl).origin || config.consoleOrigins.includes(origin)

export function admitConsole(services: Pick<Services, 'config'>, origin: string | null, response: Response) {
  if (origin && isConsole(services, origin)) admitOrigin(response, origin)
}
