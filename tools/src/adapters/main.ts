import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../repo/source-files.ts'
import { adapterMatrix } from './matrix.ts'

await writeFile(join(root, 'docs/adapters.md'), await adapterMatrix())
