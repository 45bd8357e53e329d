import { describe, expect, it } from 'vitest'
import { readBytes } from '../testing/read-bytes.ts'

const mail = (body: string, header = '') =>
  `From: Ida <ida@lamp.example>\r\nTo: team@lamp.example\r\nDate: Tue, 12 Mar 2024 10:00:00 +0100\r\nSubject: =?utf-8?Q?Neue_Gr=C3=B6=C3=9Fen?=\r\nMIME-Version: 1.0\r\n${header}\r\n${body.replaceAll('\n', '\r\n')}`

describe('mail', () => {
  it('reads subject, sender, date and text, without quotes and signature', async () => {
    const { documents } = await readBytes(
      'a.eml',
      mail('From April we ship size L.\n\n> What sizes?\n\n-- \nIda\n', 'Content-Type: text/plain; charset=utf-8\r\n'),
    )
    expect(documents[0]).toMatchObject({
      title: 'Neue Größen',
      mediaType: 'message/rfc822',
      blocks: [
        { kind: 'paragraph', text: 'From: Ida <ida@lamp.example>\nDate: 2024-03-12' },
        { kind: 'paragraph', text: 'From April we ship size L.' },
      ],
    })
  })

  it('reads the HTML part and attached documents, and passes pictures over', async () => {
    const parts = [
      '--x\nContent-Type: text/html; charset=utf-8\n\n<h2>Sizes</h2><p>See the table.</p>',
      '--x\nContent-Type: text/csv\nContent-Disposition: attachment; filename="sizes.csv"\n\nSize;Width\nM;20 cm\nL;30 cm',
      '--x\nContent-Type: image/png\nContent-Disposition: attachment; filename="a.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=',
      '--x\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="../../b.bin"\nContent-Transfer-Encoding: base64\n\n/9j/4AAQ',
      '--x--\n',
    ]
    const { documents, failures } = await readBytes('a.eml', mail(parts.join('\n'), 'Content-Type: multipart/mixed; boundary="x"\r\n'))
    expect(documents.map(document => document.key)).toEqual(['a.eml', 'a.eml/sizes.csv'])
    expect(documents[0]?.blocks.slice(1)).toEqual([
      { kind: 'heading', level: 2, text: 'Sizes' },
      { kind: 'paragraph', text: 'See the table.' },
    ])
    expect(failures).toMatchObject([{ key: 'a.eml/attachment-2', code: 'unsupported' }])
  })
})
