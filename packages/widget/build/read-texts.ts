import { createHash } from 'node:crypto'
import { en, type Texts } from '../src/texts/en.ts'
import { type ExtraTexts, en as extra } from '../src/texts/extras/en.ts'
import { languages } from '../src/texts/languages.ts'

/** The files of all languages but English: what the panel says, and under `.more` what is loaded with its extras. A file is a list in the order of the English keys, which saves sending the keys. */
export async function readTexts(): Promise<{ fileName: string; files: ReadonlyMap<string, string> }> {
  const files = new Map<string, string>()
  for (const code of languages) {
    const { texts } = (await import(`../src/texts/${code}.ts`)) as { texts: Texts }
    files.set(code, JSON.stringify(Object.keys(en).map(key => texts[key as keyof Texts])))
    const more = (await import(`../src/texts/extras/${code}.ts`)) as { texts: ExtraTexts }
    files.set(`${code}.more`, JSON.stringify(Object.keys(extra).map(key => more.texts[key as keyof ExtraTexts])))
  }
  const hash = createHash('sha256')
    .update([...files.values()].join(''))
    .digest('base64url')
    .slice(0, 8)
  return { fileName: `texts.${hash}`, files }
}
