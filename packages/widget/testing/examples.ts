import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from './fake-api.ts'
import { sampleConfig } from './sample-config.ts'
import { productCard } from './sample-parts.ts'

/** Where the examples lie. */
export const examples = join(import.meta.dirname, '../examples')

/** The address that stands in the examples; the site of a test puts its own in its place. */
export const exampleAddress = 'https://chat.example'

/** The agent that is named in the examples. */
export const exampleAgent = { ...sampleConfig, agent_id: 'agent_123' }

export const readExample = (path: string) => readFile(join(examples, path), 'utf8')

/** An answer that shows one product to put into the cart. */
export const oneProduct = () => [...say('This one.'), productCard]
