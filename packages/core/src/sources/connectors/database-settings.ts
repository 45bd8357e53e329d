import { z } from 'zod'
import { destination, secret } from '../../crypto/secret-settings.ts'

/** What databases that are reached by host and port have in common. */
export const databaseSettings = (engine: string, port: number) =>
  z.strictObject({
    type: z.literal(engine),
    host: z.string().trim().min(1, 'Name the server of the database').max(255).meta(destination),
    port: z.coerce.number().int().min(1).max(65_535).default(port).meta(destination),
    database: z.string().min(1, 'Name the database').max(128),
    username: z.string().min(1, 'Name the login').max(128),
    password: z.string().max(1000).optional().meta(secret),
    ssl_mode: z
      .enum(['disable', 'prefer', 'require', 'verify-full'])
      .default('prefer')
      .meta({ ...destination, description: 'verify-full also checks that the certificate is the server’s own' }),
    ssl_ca: z
      .string()
      .max(100_000)
      .refine(text => text.includes('-----BEGIN CERTIFICATE-----'), 'Paste the certificate in PEM format')
      .optional()
      .meta({ ...destination, description: 'Certificates to trust instead of the well-known ones, in PEM format' }),
  })

export type DatabaseSettings = z.output<ReturnType<typeof databaseSettings>>
