import type { Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { Parser } from 'htmlparser2'
import { Unreadable } from '../file-failure.ts'
import { damaged } from '../zip/archive.ts'

/** Names of elements and attributes come without their prefix: `w:p` is `p`. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

const deepest = 250

/**
 * Reads one XML part of an office file as events; nothing is kept. Gives way after each piece, so that what the handler gathered can be
 * taken away. Entities other than the five of XML are not known, and a document type declaration, which no office program writes, ends
 * the reading. Errors: unsafe, damaged.
 */
export async function* xmlPieces(stream: Readable, handler: XmlHandler): AsyncGenerator<void> {
  const parser = xmlParser(handler)
  let decoder: TextDecoder | null = null
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(encodingOf(bytes))
      parser.write(decoder.decode(bytes, { stream: true }))
      yield
    }
    parser.end()
  } catch (error) {
    throw damaged(error)
  }
  yield
}

function xmlParser(handler: XmlHandler): Parser {
  let depth = 0
  return new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > deepest) throw new Unreadable('damaged', 'This file is nested too deeply. Save it anew and upload it again.')
        handler.open(localName(name), localNames(attributes))
      },
      onclosetag(name) {
        depth--
        handler.close?.(localName(name))
      },
      ontext: text => handler.text?.(text),
      onprocessinginstruction(name) {
        if (/^!(doctype|entity)/i.test(name)) {
          throw new Unreadable('unsafe', 'This file declares a document type, as no office program does. Save it anew and upload that.')
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
}

const encodingOf = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

function localNames(attributes: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {}
  for (const name in attributes) result[localName(name)] = attributes[name] ?? ''
  return result
}
