import { exampleSubject } from '@craveva/adapter-example/testing/example-subject'
import { conformanceCases, leftOutBecause, type Subject } from '@craveva/adapter-kit/conformance'
import { telegramSubject } from '@craveva/adapter-telegram/testing/telegram-subject'
import { cloudSubject } from '@craveva/adapter-whatsapp/testing/cloud-subject'
import { webSubject } from '@craveva/adapter-whatsapp/testing/web-subject'

/** Adapters whose conformance is tested, each by its own `conformance.test.ts`. */
const subjects: Readonly<Record<string, () => Subject | Promise<Subject>>> = {
  Telegram: () => telegramSubject({ streaming: 'edit' }),
  'Telegram, business account': () => telegramSubject({ streaming: 'edit', business: true }),
  'WhatsApp, Cloud API': cloudSubject,
  'WhatsApp, paired phone': webSubject,
  'Example (made up)': exampleSubject,
}

/** The page that shows what each adapter is tried with, and what is left out, with the reason. */
export async function adapterMatrix() {
  const columns = await Promise.all(Object.entries(subjects).map(async ([title, make]) => ({ title, subject: await make() })))
  const notes: string[] = []
  const note = (text: string) => {
    if (!notes.includes(text)) notes.push(text)
    return notes.indexOf(text) + 1
  }
  const cell = (subject: Subject, name: string) => {
    const reason = leftOutBecause(subject, name)
    return reason === null ? 'tested' : `left out (${note(reason)})`
  }
  const rows = conformanceCases.map(({ name }) => `| ${name} | ${columns.map(({ subject }) => cell(subject, name)).join(' | ')} |`)
  const doubles = columns.map(({ subject }) => (subject.doubles === undefined ? 'never' : `it may (${note(subject.doubles)})`))
  return `# What adapters are tried with

Every case runs against a double of the platform in \`npm test\`. Written by \`tools/src/adapters/main.ts\`; see [how to add one](guides/add-an-adapter.md).

| | ${columns.map(({ title }) => title).join(' | ')} |
|---|${columns.map(() => '---').join('|')}|
${rows.join('\n')}
| *whether a crash may double a reply* | ${doubles.join(' | ')} |

${notes.map((text, index) => `${index + 1}. ${text}`).join('\n')}
`
}
