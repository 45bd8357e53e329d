import express, { type Request, type Response } from 'express'

const parse = express.raw({ limit: '1mb', inflate: false, type: () => true })

/** The bytes of a request, as they came: what signs them signs every one. Throws PAYLOAD_TOO_LARGE. */
export async function readRaw(request: Request, response: Response): Promise<Buffer> {
  await new Promise<void>((resolve, reject) => parse(request, response, error => (error ? reject(error) : resolve())))
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
}
