import { buildDocx, buildXlsx, wordHeading, wordParagraph } from './build-office.ts'
import { buildPdf } from './build-pdf.ts'
import { zipOf } from './build-zip.ts'
import { type HostileFile, seededRandom } from './hostile-file.ts'

const prose = 'Parcels leave our house on the same day when you order before noon. '

/** Sound files of each format that has a structure to be broken. */
const sound: Readonly<Record<string, () => Buffer>> = {
  'guide.docx': () =>
    buildDocx(Array.from({ length: 40 }, (_, index) => wordHeading(`Part ${index}`, 1) + wordParagraph(prose.repeat(5))).join('')),
  'stock.xlsx': () =>
    buildXlsx([{ name: 'Stock', data: Array.from({ length: 300 }, (_, index) => [`Lamp ${index}`, index, `shelf ${index}`]) }]),
  'guide.pdf': () =>
    buildPdf(Array.from({ length: 8 }, () => Array.from({ length: 30 }, (_, line) => ({ text: prose, x: 50, y: 780 - line * 20 })))),
  'pages.zip': () =>
    zipOf(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`page-${index}.md`, `# Page ${index}\n\n${prose.repeat(20)}`]))),
  'answers.json': () =>
    Buffer.from(JSON.stringify(Array.from({ length: 200 }, (_, index) => ({ question: `What about ${index}?`, answer: prose })))),
  'letter.eml': () =>
    Buffer.from(
      `From: a@b.example\nTo: c@d.example\nSubject: Letter\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html\n\n<p>${prose}</p>\n--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\n${buildPdf([[{ text: prose, x: 50, y: 700 }]]).toString('base64')}\n--x--\n`,
    ),
}

/** Sound files cut off, with bits turned over, or with a piece overwritten, at places that the seed decides. */
export function damagedFiles(seed: number, timesEach: number): HostileFile[] {
  const random = seededRandom(seed)
  return Object.entries(sound).flatMap(([name, make]) =>
    Array.from({ length: timesEach }, (_, index): HostileFile => {
      const kind = (['cut', 'flipped', 'overwritten'] as const)[index % 3] ?? 'cut'
      const places = [random(), random(), random(), random()]
      return { name: `${kind}-${index}-${name}`, bytes: () => damage(make(), kind, places) }
    }),
  )
}

function damage(bytes: Buffer, kind: 'cut' | 'flipped' | 'overwritten', places: readonly number[]): Buffer {
  const positions = places.map(place => Math.floor(place * bytes.length))
  if (kind === 'cut') return bytes.subarray(0, positions[0])
  for (const position of positions) {
    if (kind === 'flipped') bytes[position] = (bytes[position] ?? 0) ^ (1 << (position % 8))
    else bytes.fill(position % 256, position, Math.min(position + 40, bytes.length))
  }
  return bytes
}
